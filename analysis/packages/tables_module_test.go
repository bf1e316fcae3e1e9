package packages

import "testing"

func TestModule(t *testing.T) {
	tables := NewTables()
	for distribution, want := range map[string]string{
		"requests": "requests", "Matplotlib": "matplotlib", "beautifulsoup4": "bs4", "python-dateutil": "dateutil", "scikit-learn": "sklearn",
		"flask-login": "flask_login", "7zip": "", "": "", "PyYAML": "yaml", "opencv-python": "cv2", "setuptools": "setuptools",
	} {
		if got := tables.module(distribution); got != want {
			t.Errorf("%s: got %q, want %q", distribution, got, want)
		}
	}
}
