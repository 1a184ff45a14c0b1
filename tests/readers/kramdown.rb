# A JSON list of texts from standard input, read by kramdown as Jekyll does, to a JSON list of HTML.
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'

$stdin.set_encoding('UTF-8')
$stdout.set_encoding('UTF-8')
options = {
  input: 'GFM', hard_wrap: false, auto_ids: false, syntax_highlighter: nil, entity_output: 'as_char',
  smart_quotes: %w[apos apos quot quot], typographic_symbols: { hellip: '...', mdash: '---', ndash: '--',
                                                                laquo: '<<', raquo: '>>',
                                                                laquo_space: '<< ', raquo_space: ' >>' }
}
puts JSON.generate(JSON.parse($stdin.read).map { |text| Kramdown::Document.new(text, options).to_html })
