# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "jekyll-tearsheet"
  spec.version = "0.1.0"
  spec.summary = "Saved web pages as posts of a Jekyll site, by Tearsheet"
  spec.authors = ["The Tearsheet authors"]
  spec.license = "MIT"
  spec.files = Dir["lib/*.rb"] + ["README.md"]
  spec.required_ruby_version = ">= 2.7"
  spec.add_dependency "jekyll", ">= 4.0", "< 5.0"
end
