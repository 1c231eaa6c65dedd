// Package interceptor tags in interceptors of the gRPC connection.
package interceptor

import (
	"context"

	"cloud.google.com/go/vertexai/genai"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

func ask(ctx context.Context, client *genai.Client) error {
	_, err := client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text("hello"))
	return err
}

func attach(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant", "x-llm-team-id", "payments")
	return invoke(ctx, method, req, reply, cc, opts...)
}

func good(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4", option.WithGRPCDialOption(grpc.WithUnaryInterceptor(attach)))
	if err != nil {
		return err
	}
	return ask(ctx, client)
}

// stamped returns an interceptor for an owner, which keeps what is there.
func stamped(project string) grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		md, _ := metadata.FromOutgoingContext(ctx)
		md = metadata.Join(md, metadata.Pairs("x-llm-project-id", project, "x-llm-service-name", "checkout-assistant"))
		return invoke(metadata.NewOutgoingContext(ctx, md), method, req, reply, cc, opts...)
	}
}

func goodChain(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4",
		option.WithGRPCDialOption(grpc.WithChainUnaryInterceptor(attach, stamped("checkout"))))
	if err != nil {
		return err
	}
	return ask(ctx, client)
}

func bad(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4", // want "untagged-client: genai.NewClient lacks team_id$"
		option.WithGRPCDialOption(grpc.WithChainUnaryInterceptor(stamped("checkout"))))
	if err != nil {
		return err
	}
	return ask(ctx, client)
}

func badSometimes(ctx context.Context, prod bool) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4", // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		option.WithGRPCDialOption(grpc.WithUnaryInterceptor(
			func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
				if prod {
					return attach(ctx, method, req, reply, cc, invoke, opts...)
				}
				return invoke(ctx, method, req, reply, cc, opts...)
			})))
	if err != nil {
		return err
	}
	return ask(ctx, client)
}

func goodStream(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4", option.WithGRPCDialOption(grpc.WithStreamInterceptor(
		func(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, stream grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
			ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant", "x-llm-team-id", "payments")
			return stream(ctx, desc, cc, method, opts...)
		})))
	if err != nil {
		return err
	}
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContentStream(ctx, genai.Text("hello")).Next()
	return err
}

// Credentials and the like tag nothing.
func badOther(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4", option.WithGRPCDialOption(grpc.WithUserAgent("shop"))) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, client)
}
