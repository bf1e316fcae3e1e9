package packages_test

import (
	"os"
	"strings"
	"testing"

	"underpin/analysis/packages"
)

// Some 4,000 modules of distributions, most of them among the most downloaded, in a project that says nothing about itself: none is accused.
func TestModulesAreNotAccused(t *testing.T) {
	text, err := os.ReadFile("testdata/modules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	r := packages.NewResolver(tables(), packages.Facts{Names: realIndex(t)})
	read := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || f[0][0] == '#' {
			continue
		}
		read++
		if v := r.Import("main.py", f[0]); accuses(v.Kind) {
			t.Errorf("%s of %s: %s: %s", f[0], f[1], v.Kind, strings.Join(v.Evidence, "; "))
		}
	}
	if read < 3000 {
		t.Errorf("only %d modules", read)
	}
}

func accuses(k packages.Kind) bool {
	switch k {
	case packages.KindNonexistent, packages.KindUnlisted, packages.KindLookAlike, packages.KindImportName:
		return true
	}
	return false
}

// Whoever installs a module's name that is no distribution's is told the distribution.
func TestInstallOfModules(t *testing.T) {
	x := realIndex(t)
	r := packages.NewResolver(tables(), packages.Facts{Names: x})
	told := 0
	for module, distributions := range packages.ImportTable(tables()) {
		if strings.Contains(module, ".") || module[0] == '_' || x.Exists(packages.PyPI, module) == packages.Listed {
			continue
		}
		told++
		v := r.Install(packages.Install{Ecosystem: packages.PyPI, Name: module})
		// Two modules may differ in their case alone: Box and box.
		if v.Kind != packages.KindImportName || v.Distribution != distributions[0] && !strings.EqualFold(module, "xlib") {
			t.Errorf("pip install %s: %s %s, want %s", module, v.Kind, v.Distribution, distributions[0])
		}
	}
	for module, want := range map[string]string{
		"cv2": "opencv-python", "sklearn": "scikit-learn", "rest_framework": "djangorestframework", "rest-framework": "djangorestframework", "PIL": "pillow", "yaml": "pyyaml",
		"skimage": "scikit-image", "pywt": "pywavelets", "MySQLdb": "mysqlclient", "corsheaders": "django-cors-headers", "mpl_toolkits": "matplotlib", "googleapiclient": "google-api-python-client",
	} {
		if v := r.Install(packages.Install{Ecosystem: packages.PyPI, Name: module}); v.Kind != packages.KindImportName || v.Distribution != want {
			t.Errorf("pip install %s: %s %q, want %s", module, v.Kind, v.Distribution, want)
		}
	}
	t.Logf("%d modules", told)
}
