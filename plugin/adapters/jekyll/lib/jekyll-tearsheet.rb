# frozen_string_literal: true

require "cgi"
require "fileutils"
require "jekyll"
require "json"
require "open3"
require "time"

# Captures as posts of a Jekyll site. All work is done by `tearsheet pipe`; see tearsheet-pipe(5).
module JekyllTearsheet
  INSTALL = 'Install Tearsheet ("make install" in its source folder), so that it is on the PATH, or say where it is: ' \
            'by "program" under "tearsheet" in _config.yml, or by the environment variable TEARSHEET.'
  PROTOCOL = 1

  # One child for as long as Jekyll runs. It ends when its standard input does, however Jekyll ends.
  class Pipe
    def initialize(program)
      @program = program
      @last = 0
    end

    # Asks for one thing after the other, and gives the answers in the same order.
    def ask(requests)
      start unless @child&.alive?
      ids = requests.map { @last += 1 }
      writer = Thread.new do
        requests.each_with_index { |request, i| @to.puts JSON.generate(request.merge(:id => ids[i])) }
      rescue Errno::EPIPE
        nil # what cannot be written is known by the end of the child
      end
      answers = {}
      answers.store(*read) while answers.size < ids.size
      writer.join
      ids.map { |id| answers[id] }
    end

    private

    def start
      ends = open_child
      Jekyll.logger.abort_with "Tearsheet:", "There is no #{@program}. #{INSTALL}" unless ends
      @to, @from, @child = ends
      [@to, @from].each { |io| io.set_encoding(Encoding::UTF_8) }
      @to.sync = true
    end

    def open_child
      Open3.popen2(@program, "pipe")
    rescue Errno::ENOENT, Errno::EACCES
      nil
    end

    def read
      line = @from.gets or Jekyll.logger.abort_with "Tearsheet:", "#{@program} pipe ended before it answered."
      answer = JSON.parse(line)
      [answer["id"], answer]
    end
  end

  def self.pipe_for(config)
    program = config["program"] || ENV["TEARSHEET"] || "tearsheet"
    @pipes ||= {}
    @pipes[program] ||= Pipe.new(program)
  end

  # An image that lies beside a capture, as a file beside the page that shows it.
  class Image < Jekyll::StaticFile
    attr_reader :path, :url

    def initialize(site, path, url)
      super(site, File.dirname(path), "", File.basename(path))
      @path = path
      @url = url
    end

    def destination(dest)
      @site.in_dest_dir(dest, @url)
    end
  end

  # A post; `page` is the whole page where Tearsheet's own template makes it.
  class Post < Jekyll::Document
    attr_accessor :page
  end

  Jekyll::Hooks.register(:posts, :post_render) { |post| post.output = post.page if post.is_a?(Post) && post.page }

  # What such pages ask for.
  Jekyll::Hooks.register :site, :post_write do |site|
    config = site.config["tearsheet"] || {}
    assets = config["template"] ? pipe_for(config).ask([{ :do => "assets" }]).first["assets"] : []
    assets.each do |asset|
      file = site.in_dest_dir(asset["path"])
      FileUtils.mkdir_p(File.dirname(file))
      File.binwrite(file, asset["bytes"].unpack1("m"))
    end
  end

  class Generator < Jekyll::Generator
    safe false
    priority :high

    DEFAULTS = { "folder" => "_captures", "layout" => "post" }.freeze
    CAPTURE = %r!\.([xs]?html|htm|te?xt|md|markdown)\z!i.freeze
    # The folders that browsers save beside a page are not looked into.
    PART_OF_PAGE = %r!(_files?|\.files)/!.freeze

    def generate(site)
      @site = site
      @config = DEFAULTS.merge(site.config["tearsheet"] || {})
      @folder = site.in_source_dir(@config["folder"])
      @pipe = JekyllTearsheet.pipe_for(@config)
      @taken = {}
      found = convert(captures).flatten
      posts = found.map { |one| post(one) }
      render(posts, found) if @config["template"]
      site.posts.docs.concat(posts.select { |post| site.publisher.publish?(post) })
      site.posts.docs.sort!
    end

    private

    def captures
      Dir.glob("**/*", :base => @folder).sort.select do |path|
        path.match?(CAPTURE) && !path.match?(PART_OF_PAGE) && File.file?(File.join(@folder, path))
      end
    end

    # What is the same for all captures: version, rules and filters.
    def configure
      hello, configured = @pipe.ask([{ :do => "hello" }, { :do => "configure" }.merge(settings)])
      unless hello["protocol"] == PROTOCOL
        Jekyll.logger.abort_with "Tearsheet:", "This one speaks another protocol of its pipe: one of the two is too old."
      end
      Jekyll.logger.abort_with "Tearsheet:", sentence(configured["error"]) if configured["error"]

      configured["digest"] + JSON.generate(@config["options"])
    end

    def settings
      found = @config.slice("rules", "options")
      found["site"] = @site.in_source_dir(@config["site"]) if @config["site"]
      found
    end

    # The articles of each capture, those that did not change out of Jekyll's cache.
    def convert(paths)
      cache = Jekyll::Cache.new("Tearsheet")
      digest = configure
      keys = paths.map { |path| "#{digest} #{path} #{stamps(path)}" }
      new = paths.each_index.reject { |i| cache.key?(keys[i]) }
      answers = @pipe.ask(new.map { |i| { :do => "convert", :path => File.join(@folder, paths[i]) } })
      made = new.zip(answers).to_h
      paths.each_index.map { |i| made.key?(i) ? keep(cache, keys[i], made[i]) : cache[keys[i]] }
    end

    def keep(cache, key, answer)
      found = answer["articles"] || [answer]
      found.each { |one| Jekyll.logger.warn "Tearsheet:", sentence(one["error"]) if one["error"] }
      good = found.select { |one| one["article"] }
      good.size == found.size ? cache[key] = good : good
    end

    # The capture and what may stand beside it.
    def stamps(path)
      file = File.join(@folder, path)
      stem = file.chomp(File.extname(file))
      [file, "#{file}.yaml", "#{file}.yml", "#{stem}.yaml", "#{stem}.yml"].map do |name|
        File.file?(name) ? "#{File.mtime(name).to_r} #{File.size(name)}" : "-"
      end.join(" ")
    end

    def post(found)
      article, page = found.values_at("article", "page")
      date = Time.parse(article["date"] ? whole(article["date"]) : article.dig("capture", "captured_at") || "1970-01-01")
      slug = unique("#{date.strftime("%Y-%m-%d")}-#{page["slug"]}")
      path = File.join(@site.source, "_posts", "#{slug}.html")
      doc = Post.new(path, :site => @site, :collection => @site.posts)
      doc.content = article["html"] || ""
      doc.merge_data!(data(article, page, date).merge("slug" => slug[11..-1]), :source => "tearsheet")
      folder = doc.url.sub(%r![^/]*\z!, "")
      (found["media"] || []).each { |image| @site.static_files << Image.new(@site, image["path"], folder + image["name"]) }
      doc
    end

    # Lists and feeds keep the text; the page is put in its place when it was rendered.
    def render(posts, found)
      requests = posts.zip(found).map do |post, one|
        { :do => "render", :article => one["article"], :media => one["media"], :template => @config["template"],
          :path => post.destination("").delete_prefix("/") }.compact
      end
      posts.zip(@pipe.ask(requests)) do |post, answer|
        Jekyll.logger.abort_with "Tearsheet:", sentence(answer["error"]) if answer["error"]
        post.page = answer["html"]
      end
    end

    def data(article, page, date)
      {
        "title" => article["title"] || page["slug"], "date" => date, "layout" => @config["template"] ? "none" : @config["layout"], "ext" => ".html",
        "tags" => article["tags"] || [], "categories" => article["section"] || [], "lang" => page["lang"],
        "description" => page["summary"], "excerpt" => CGI.escapeHTML(page["summary"] || ""),
        "authors" => (article["authors"] || []).map { |author| author["name"] },
        "published" => !page["draft"], "noindex" => page["noindex"] || false, "render_with_liquid" => false,
        "tearsheet" => article.reject { |key, _| %w(html markdown text).include?(key) }.merge("page" => page)
      }
    end

    # A year or a month is its first day.
    def whole(date)
      date.size < 10 ? "#{date}-01-01"[0, 10] : date
    end

    def unique(name)
      n = @taken[name] = @taken.fetch(name, 0) + 1
      n > 1 ? "#{name}-#{n}" : name
    end

    def sentence(error)
      [error["source"], error["line"], error["message"]].reject { |part| part.to_s.empty? }.join(": ")
    end
  end
end
