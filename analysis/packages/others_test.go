package packages

import "testing"

var othersTests = []reads{
	{"go.mod", "go.mod", `module example.org/ours

go 1.24

require github.com/spf13/cobra v1.8.0 // why
require (
	golang.org/x/term v0.1.0 // indirect
	// comment
	"example.org/quoted" v1.0.0
	example.org/local v0.0.0
	example.org/fork v1.0.0
)
exclude example.org/no v1
replace example.org/local => ../local
replace (
	example.org/fork v1.0.0 => example.org/forked v1.1.0
)
tool example.org/x/cmd/y
`, `
		Go github.com/spf13/cobra "v1.8.0"
		Go golang.org/x/term "v0.1.0"
		Go example.org/quoted "v1.0.0"
		Go example.org/local "v0.0.0" from ../local
		Go example.org/fork "v1.0.0" from example.org/forked
		Go example.org/forked "v1.1.0"`},
	{"go.sum", "go.sum", "example.org/x v1.0.0 h1:abc=\nexample.org/x v1.0.0/go.mod h1:abc=\nhalf\n", `Go example.org/x "v1.0.0" hashed`},
	{"Cargo.toml", "Cargo.toml", `[package]
name = "ours"
[dependencies]
serde = { version = "1", features = ["derive"] }
tokio = "1.40"
renamed = { package = "real-name", version = "2" }
a = { git = "https://host/a" }
b = { path = "../b" }
c = { workspace = true }
d = { version = "1", registry = "ours" }
[dev-dependencies.criterion]
version = "0.5"
[target.'cfg(unix)'.dependencies]
libc = "*"
[workspace.dependencies]
anyhow = "1"
`, `
		crates.io serde "1"
		crates.io tokio "1.40"
		crates.io real-name "2"
		crates.io a from git
		crates.io b from ../b
		crates.io d "1" from private index
		crates.io criterion "0.5"
		crates.io libc
		crates.io anyhow "1"`},
	{"Gemfile", "Gemfile", "source 'https://host'\ngem 'rails', '~> 7.0'\ngem \"puma\"\n# gem 'no'\ngem 'a', git: 'https://host/a'\ngem 'b', :path => 'b'\ngem 'c', '1', require: false, source: 'https://other'\ngroup :test do\n  gem 'rspec'\nend\ngit 'https://host/x' do\n  gem 'd'\nend\ngem('e')\ngem name\n", `
		RubyGems rails "~> 7.0"
		RubyGems puma
		RubyGems a from git
		RubyGems b from b
		RubyGems c "1" from private index
		RubyGems rspec
		RubyGems d from git
		RubyGems e`},
	{"gemspec", "x.gemspec", "Gem::Specification.new do |s|\n  s.add_dependency 'rack', '>= 2'\n  s.add_development_dependency(\"rake\")\nend\n", `
		RubyGems rack ">= 2"
		RubyGems rake`},
	{"Gemfile.lock", "Gemfile.lock", "GIT\n  remote: https://host/a\n  specs:\n    a (1.0)\n      rack\n\nGEM\n  remote: https://host/\n  specs:\n    rack (3.0)\n    rails (7.0)\n      rack (>= 2)\n\nPLATFORMS\n  ruby\n", `
		RubyGems a "1.0" from git
		RubyGems rack "3.0"
		RubyGems rails "7.0"`},
	{"composer.json", "composer.json", `{"name": "us/app", "require": {"php": ">=8", "ext-json": "*", "laravel/framework": "^11", "us/app": "1"}, "require-dev": {"phpunit/phpunit": "*"}}`, `
		Packagist laravel/framework "^11"
		Packagist us/app "1" from workspace
		Packagist phpunit/phpunit`},
	{"composer.json with repositories", "composer.json", `{"repositories": [{"type": "vcs", "url": "https://host"}], "require": {"us/x": "1"}}`, `Packagist us/x "1" from private index`},
	{"composer.lock", "composer.lock", `{"packages": [{"name": "a/b", "version": "1", "dist": {"shasum": "", "type": "zip"}, "source": {"reference": "abc"}}], "packages-dev": [{"name": "c/d", "version": "2", "dist": {"type": "path", "url": "../d"}}]}`, `
		Packagist a/b "1" hashed
		Packagist c/d "2" from ../d`},
	{"pom.xml", "pom.xml", `<?xml version="1.0"?>
<project><groupId>us</groupId>
<dependencies>
  <dependency>
    <groupId>org.springframework.boot</groupId>
    <artifactId> spring-boot-starter-web </artifactId>
    <version>3.1</version>
    <exclusions><exclusion><groupId>x</groupId><artifactId>y</artifactId></exclusion></exclusions>
  </dependency>
  <!-- <dependency><groupId>c</groupId><artifactId>d</artifactId></dependency> -->
  <dependency><groupId>${g}</groupId><artifactId>z</artifactId></dependency>
  <dependency><groupId>a.b</groupId><artifactId>c</artifactId><version>${v}</version></dependency>
</dependencies><half`, `
		Maven org.springframework.boot:spring-boot-starter-web "3.1"
		Maven a.b:c
		note: <`},
	{"gradle", "build.gradle", "dependencies {\n    implementation 'com.google.guava:guava:33.0-jre'\n    // api 'x:y:1'\n    testImplementation(\"org.junit.jupiter:junit-jupiter\")\n    implementation platform('a.b:bom:1')\n    implementation project(':core')\n    implementation \"x:$name:1\"\n}\n", `
		Maven com.google.guava:guava "33.0-jre"
		Maven org.junit.jupiter:junit-jupiter
		Maven a.b:bom "1"`},
	{"csproj", "App.csproj", `<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Serilog" Version="3.0" />
    <PackageReference Version='13.0' Include='Newtonsoft.Json'><PrivateAssets>all</PrivateAssets></PackageReference>
    <PackageReference Include="Dapper"><Version>2.0</Version></PackageReference>
    <PackageReference Update="Up" Version="$(V)" />
    <ProjectReference Include="..\Core.csproj" />
  </ItemGroup>
</Project>`, `
		NuGet Serilog "3.0"
		NuGet Newtonsoft.Json "13.0"
		NuGet Dapper "2.0"
		NuGet Up`},
	{"packages.config", "packages.config", `<packages><package id="A.B" version="1" /></packages>`, `NuGet A.B "1"`},
}

func TestOthers(t *testing.T) { check(t, othersTests) }
