package large

import (
	"fmt"
	"net/http"
)

func askDeep() {
	_ = deep(openai)
}

func askDeepFor() { askDeep() } // the address is given above

func deepElsewhere() { _ = deep("https://status.example.com/up") }

// deep calls what sends through more functions than the analysis follows.
func deep(url string) error { return deep1(url) }

func deep1(url string) error {
	fmt.Println("level", 1, url)
	if err := deep2(url); err != nil {
		return fmt.Errorf("level 1: %w", err)
	}
	fmt.Println("end of level", 1)
	return nil
}

func deep2(url string) error {
	fmt.Println("level", 2, url)
	if err := deep3(url); err != nil {
		return fmt.Errorf("level 2: %w", err)
	}
	fmt.Println("end of level", 2)
	return nil
}

func deep3(url string) error {
	fmt.Println("level", 3, url)
	if err := deep4(url); err != nil {
		return fmt.Errorf("level 3: %w", err)
	}
	fmt.Println("end of level", 3)
	return nil
}

func deep4(url string) error {
	fmt.Println("level", 4, url)
	if err := deep5(url); err != nil { // want "unproven-tags: large.deep5 to api.openai.com may lack project_id, service_name, team_id: deep5 is too large to be followed$"
		return fmt.Errorf("level 4: %w", err)
	}
	fmt.Println("end of level", 4)
	return nil
}

func deep5(url string) error {
	fmt.Println("level", 5, url)
	if err := deep6(url); err != nil {
		return fmt.Errorf("level 5: %w", err)
	}
	fmt.Println("end of level", 5)
	return nil
}

func deep6(url string) error {
	fmt.Println("level", 6, url)
	if err := deep7(url); err != nil {
		return fmt.Errorf("level 6: %w", err)
	}
	fmt.Println("end of level", 6)
	return nil
}

func deep7(url string) error {
	fmt.Println("level", 7, url)
	if err := deep8(url); err != nil {
		return fmt.Errorf("level 7: %w", err)
	}
	fmt.Println("end of level", 7)
	return nil
}

func deep8(url string) error {
	fmt.Println("level", 8, url)
	if err := deep9(url); err != nil {
		return fmt.Errorf("level 8: %w", err)
	}
	fmt.Println("end of level", 8)
	return nil
}

func deep9(url string) error {
	fmt.Println("level", 9, url)
	if err := deep10(url); err != nil {
		return fmt.Errorf("level 9: %w", err)
	}
	fmt.Println("end of level", 9)
	return nil
}

func deep10(url string) error {
	fmt.Println("level", 10, url)
	if err := deep11(url); err != nil {
		return fmt.Errorf("level 10: %w", err)
	}
	fmt.Println("end of level", 10)
	return nil
}

func deep11(url string) error {
	fmt.Println("level", 11, url)
	if err := deep12(url); err != nil {
		return fmt.Errorf("level 11: %w", err)
	}
	fmt.Println("end of level", 11)
	return nil
}

func deep12(url string) error {
	fmt.Println("level", 12, url)
	if err := deep13(url); err != nil {
		return fmt.Errorf("level 12: %w", err)
	}
	fmt.Println("end of level", 12)
	return nil
}

func deep13(url string) error {
	fmt.Println("level", 13, url)
	if err := deep14(url); err != nil {
		return fmt.Errorf("level 13: %w", err)
	}
	fmt.Println("end of level", 13)
	return nil
}

func deep14(url string) error {
	fmt.Println("level", 14, url)
	if err := deep15(url); err != nil {
		return fmt.Errorf("level 14: %w", err)
	}
	fmt.Println("end of level", 14)
	return nil
}

func deep15(url string) error {
	fmt.Println("level", 15, url)
	if err := deep16(url); err != nil {
		return fmt.Errorf("level 15: %w", err)
	}
	fmt.Println("end of level", 15)
	return nil
}

func deep16(url string) error {
	fmt.Println("level", 16, url)
	if err := deep17(url); err != nil {
		return fmt.Errorf("level 16: %w", err)
	}
	fmt.Println("end of level", 16)
	return nil
}

func deep17(url string) error {
	fmt.Println("level", 17, url)
	if err := deep18(url); err != nil {
		return fmt.Errorf("level 17: %w", err)
	}
	fmt.Println("end of level", 17)
	return nil
}

func deep18(url string) error {
	fmt.Println("level", 18, url)
	if err := deep19(url); err != nil {
		return fmt.Errorf("level 18: %w", err)
	}
	fmt.Println("end of level", 18)
	return nil
}

func deep19(url string) error {
	fmt.Println("level", 19, url)
	if err := deep20(url); err != nil {
		return fmt.Errorf("level 19: %w", err)
	}
	fmt.Println("end of level", 19)
	return nil
}

func deep20(url string) error {
	req, err := http.NewRequest(http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
