package packages

import "testing"

func TestModuleOf(t *testing.T) {
	r := NewResolver(NewTables(), Facts{})
	for distribution, want := range map[string]string{
		"requests": "requests", "Matplotlib": "matplotlib", "beautifulsoup4": "bs4", "python-dateutil": "dateutil", "scikit-learn": "sklearn",
		"flask-login": "flask_login", "7zip": "", "": "", "PyYAML": "yaml", "opencv-python": "cv2", "Pillow": "", "setuptools": "setuptools",
	} {
		got, ok := r.ModuleOf(distribution)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", distribution, got, want)
		}
	}
}
