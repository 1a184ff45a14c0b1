-- A newspaper's front page: columns, rules and black ink. All pages but the front page are the parent's; the looks are
-- the parent's style sheet with a second one laid over it.
return {
  name = "broadsheet",
  version = "1.0",
  parent = "default",
}
