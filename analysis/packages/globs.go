package packages

// Written are patterns of the files that [IsManifest] knows and people write, in the language server protocol's dialect: for
// editors, which choose by pattern the documents that they tell of. Python's own files and notebooks are not among them:
// editors know those by their language.
func Written() []string {
	return []string{
		"**/requirements*.{txt,in}", "**/*requirements.{txt,in}", "**/constraints*.{txt,in}", "**/*constraints.{txt,in}", "**/requirements/*.{txt,in}",
		"**/{pyproject.toml,setup.cfg,Pipfile,pixi.toml,uv.toml,pip.conf,pip.ini}", "**/.pre-commit-config.{yml,yaml}",
		"**/{environment*,*environment,conda,env}.{yml,yaml}",
		"**/package.json",
		"**/{go.mod,Cargo.toml,Gemfile,gems.rb,composer.json,pom.xml}",
		"**/*.{gemspec,gradle,gradle.kts,csproj,fsproj,vbproj}",
		"**/{packages.config,Directory.Packages.props,Directory.Build.props,Directory.Build.targets}",
		"**/*.{sh,bash,zsh,ps1,bat,cmd}",
		"**/{Makefile,makefile,GNUmakefile}", "**/{Makefile,makefile,GNUmakefile}.*", "**/*.{mk,mak}", "**/{justfile,Justfile,.justfile,tox.ini,Procfile,Vagrantfile}",
		"**/{devcontainer,.devcontainer}.json", "**/{Jenkinsfile,jenkinsfile}", "**/{Jenkinsfile,jenkinsfile}.*", "**/*.{Jenkinsfile,jenkinsfile}",
		"**/{conda*,*recipe*}/meta.{yml,yaml}", "**/*recipe*/recipe.yaml",
		"**/{Dockerfile,dockerfile,Containerfile,containerfile}", "**/{Dockerfile,dockerfile,Containerfile,containerfile}.*", "**/*.{dockerfile,Dockerfile,containerfile,Containerfile}",
		"**/{gitlab-ci,.gitlab-ci,.travis,travis,azure-pipelines,.azure-pipelines,appveyor,.appveyor,bitbucket-pipelines,action,cloudbuild,buildspec,circleci,.drone,drone,.woodpecker,woodpecker,.cirrus,cirrus,.readthedocs,readthedocs,Taskfile,taskfile,docker-compose,compose}.{yml,yaml}",
		"**/{docker-compose,compose,azure-pipelines,cloudbuild,buildspec,gitlab-ci,.gitlab-ci}{.,-,_}*.{yml,yaml}", "**/{.azure-pipelines,azure-pipelines,.azuredevops,.semaphore,.azure}/*.{yml,yaml}",
		"**/.github/workflows/*.{yml,yaml}", "**/.github/actions/**/*.{yml,yaml}", "**/{.circleci,.buildkite,.woodpecker}/*.{yml,yaml}", "**/.gitlab/**/*.{yml,yaml}", "**/*.gitlab-ci.yml",
		"**/{README,Readme,readme}*.{md,markdown,rst,adoc,asciidoc,txt}", "**/{README,readme,INSTALL,install}",
		"**/{CONTRIBUTING,INSTALL,INSTALLATION,INSTALLING,HACKING,DEVELOPMENT,QUICKSTART}.{md,markdown,rst,adoc,asciidoc,txt}",
		"**/{contributing,install,installation,installing,hacking,development,quickstart,getting-started,getting_started}.{md,markdown,rst,adoc,asciidoc,txt}",
	}
}

// Made are such patterns of what else it knows: lockfiles, and settings that say what imports mean.
func Made() []string {
	return []string{
		"**/{*tsconfig*,jsconfig*}.json", "**/{tsconfig,tsconfigs}/*.json",
		"**/{deno.json,deno.jsonc,jsr.json,import_map.json,import-map.json,importmap.json,pnpm-workspace.yaml,bower.json,.npmrc,.yarnrc.yml,.yarnrc,bunfig.toml}",
		"**/{lerna.json,rush.json,nx.json,.babelrc,.babelrc.json,.swcrc,.flowconfig}",
		"**/{Pipfile.lock,poetry.lock,uv.lock,pdm.lock,Cargo.lock,Gemfile.lock,gems.locked,composer.lock,go.sum}",
		"**/{package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,yarn.lock,bun.lock,deno.lock}",
	}
}

// EndingOf gives what stands at the end of a file's name that has no other, so that it is known by its language as editors
// name it: a buffer without a file has no more than that. "" for languages in which nothing is installed.
func EndingOf(language string) string {
	switch language {
	case "pip-requirements", "requirements":
		return ".requirements.txt"
	case "dockerfile":
		return ".dockerfile"
	case "shellscript", "sh", "bash", "zsh":
		return ".sh"
	}
	return ""
}
