# Everything a person or a machine does here. `make` lists the targets.
# Versions of the tools: scripts/versions.sh. What is missing is fetched by scripts/setup.sh.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help serve dev dist test test-native test-browser test-contract test-e2e lint test-mlflow test-azureml test-notebook bench-mlflow size bench demo clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

serve: ## Build the page and serve it with the demo on 127.0.0.1 (PORT=8080)
	@bash scripts/serve.sh

dev: ## Debug build that rebuilds and reloads while you edit
	@bash scripts/dev.sh

dist: ## Build the optimised page into dist/
	@bash scripts/dist.sh

test: ## All checks and tests
	@bash scripts/test.sh

lint: ## Format check and clippy, native and wasm32
	@bash scripts/test.sh lint

test-native: ## Unit, property and doc tests, without a browser
	@bash scripts/test.sh native

test-browser: ## Component tests in headless Chromium
	@bash scripts/test.sh browser

test-contract: ## The demo's files against api/openapi.yaml
	@bash scripts/test.sh contract

test-e2e: ## The built page in headless Chromium (E2E=words picks tests)
	@bash scripts/test.sh e2e

size: ## What a first visit downloads, against its limit
	@bash scripts/size.sh

test-mlflow: ## A page built with MLflow against a real MLflow server
	@bash scripts/test.sh mlflow mlflow_pages

test-azureml: ## A stand-in for Azure ML, the real SDK, and a page that reads what it logged
	@bash scripts/test.sh azureml azureml_pages

test-notebook: ## A run in a real notebook, in JupyterLab
	@bash scripts/test.sh notebook

bench-mlflow: ## The benchmarks, and a page built with MLflow beside MLflow's own
	@bash scripts/bench.sh mlflow

bench: ## Benchmarks: page load, first rows, charts beside uPlot
	@bash scripts/bench.sh

demo: ## Make the demo's data again
	@bash scripts/demo.sh

clean: ## Remove what was built (tools in the user cache and .venv stay)
	rm -rf dist target test-results
