-- The parent theme: plain HTML and one style sheet. A theme of your own names it as its parent and
-- brings only the files that differ.
return {
  name = "default",
  version = "1.0",
}
