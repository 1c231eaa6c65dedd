package check

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"sigs.k8s.io/yaml"
)

// manifests decodes each document of deploy/kubernetes strictly into its type.
func manifests(t *testing.T) (jobs map[string]batchv1.JobSpec, cron *batchv1.CronJob, secrets map[string]corev1.Secret) {
	t.Helper()
	jobs, secrets = map[string]batchv1.JobSpec{}, map[string]corev1.Secret{}
	files, err := filepath.Glob("../kubernetes/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range bytes.Split(data, []byte("\n---\n")) {
			var kind struct{ APIVersion, Kind string }
			if err := yaml.Unmarshal(doc, &kind); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			decode := func(into any) {
				if err := yaml.UnmarshalStrict(doc, into); err != nil {
					t.Errorf("%s: %v", file, err)
				}
			}
			switch kind.APIVersion + " " + kind.Kind {
			case "batch/v1 CronJob":
				cron = new(batchv1.CronJob)
				decode(cron)
				jobs[cron.Name] = cron.Spec.JobTemplate.Spec
			case "batch/v1 Job":
				var job batchv1.Job
				decode(&job)
				jobs[job.GenerateName] = job.Spec
			case "v1 Secret":
				var secret corev1.Secret
				decode(&secret)
				secrets[secret.Name] = secret
			case "v1 ConfigMap":
				var config corev1.ConfigMap
				decode(&config)
				policy(t, config.Data["policy.yaml"])
			default:
				t.Errorf("%s: no test knows %+v", file, kind)
			}
		}
	}
	return jobs, cron, secrets
}

func TestTheCronJobRunsOneAtATime(t *testing.T) {
	_, cron, _ := manifests(t)
	if cron == nil || cron.Spec.ConcurrencyPolicy != batchv1.ForbidConcurrent || cron.Spec.TimeZone == nil || cron.Spec.StartingDeadlineSeconds == nil {
		t.Fatalf("it is %+v", cron)
	}
	if fields := strings.Fields(cron.Spec.Schedule); len(fields) != 5 {
		t.Errorf("the schedule is %q", cron.Spec.Schedule)
	}
	spec := cron.Spec.JobTemplate.Spec
	// A failure policy needs it.
	if spec.Template.Spec.RestartPolicy != corev1.RestartPolicyNever || spec.PodFailurePolicy == nil {
		t.Errorf("exit code 1 is tried again: %+v", spec)
	}
	for _, rule := range spec.PodFailurePolicy.Rules {
		if name := rule.OnExitCodes.ContainerName; name == nil || *name != spec.Template.Spec.Containers[0].Name {
			t.Errorf("the rule is of the container %v", name)
		}
	}
}

// TestPodsAreRestricted holds pods to the restricted pod security standard of Kubernetes,
// and to what it does not ask for.
func TestPodsAreRestricted(t *testing.T) {
	jobs, _, secrets := manifests(t)
	for name, job := range jobs {
		pod := job.Template.Spec
		for _, problem := range validation.IsDNS1123Subdomain(strings.TrimSuffix(name, "-")) {
			t.Errorf("%s: %s", name, problem)
		}
		sc := pod.SecurityContext
		if sc == nil || sc.RunAsNonRoot == nil || !*sc.RunAsNonRoot || sc.RunAsUser == nil || *sc.RunAsUser == 0 || sc.SeccompProfile == nil || sc.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
			t.Errorf("%s: the pod runs as %+v", name, sc)
		}
		if pod.HostNetwork || pod.HostPID || pod.HostIPC || pod.AutomountServiceAccountToken == nil || *pod.AutomountServiceAccountToken {
			t.Errorf("%s: the pod gets what it does not need", name)
		}
		for _, volume := range pod.Volumes {
			if volume.ConfigMap == nil {
				t.Errorf("%s: the volume %s is no config map", name, volume.Name)
			}
		}
		for _, c := range pod.Containers {
			sc := c.SecurityContext
			if sc == nil || sc.AllowPrivilegeEscalation == nil || *sc.AllowPrivilegeEscalation || sc.ReadOnlyRootFilesystem == nil || !*sc.ReadOnlyRootFilesystem ||
				sc.Capabilities == nil || len(sc.Capabilities.Drop) != 1 || sc.Capabilities.Drop[0] != "ALL" || len(sc.Capabilities.Add) > 0 {
				t.Errorf("%s/%s: %+v", name, c.Name, sc)
			}
			if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
				t.Errorf("%s/%s: no limit of memory", name, c.Name)
			}
			if strings.HasSuffix(c.Image, ":latest") || !strings.Contains(c.Image, ":") {
				t.Errorf("%s/%s: the image %s is of no version", name, c.Name, c.Image)
			}
			for _, env := range c.Env {
				if strings.Contains(env.Value, "postgres://") {
					t.Errorf("%s/%s: %s is no secret", name, c.Name, env.Name)
				}
				if env.ValueFrom == nil {
					continue
				}
				ref := env.ValueFrom.SecretKeyRef
				if _, ok := secrets[ref.Name].StringData[ref.Key]; !ok {
					t.Errorf("%s/%s: no secret %s has %s", name, c.Name, ref.Name, ref.Key)
				}
			}
			flags(t, c.Args)
		}
	}
}
