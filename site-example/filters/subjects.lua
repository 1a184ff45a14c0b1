-- A filter: functions that run over every article between reading and printing. `Article` gets the whole record;
-- names of nodes (Para, Link, Str, Strong, …) get the parts of its body, one after another.
--
-- This one brings the subjects that each paper gave in its own language to one vocabulary.

local subjects = {
  ["Lodestar"] = { "北辰号", "北辰號", "北辰丸", "Leitstern", "Étoile du Nord", "Полярная звезда", "نجمة الشمال" },
  ["library ship"] = { "图书船", "圖書船", "図書館船", "Bücherschiff", "السفينة المكتبة" },
  ["libraries"] = { "阅读推广", "Stadtbücherei" },
  ["bookbinding"] = { "修书", "製本" },
  ["lighthouses"] = { "маяк" },
  ["Lanmen"] = { "澜门港" },
  ["Shiratsu"] = { "白津港" },
  ["Marsa al-Zaytun"] = { "مرسى الزيتون" },
}

local name_of = {}
for name, others in pairs(subjects) do
  for _, other in ipairs(others) do
    name_of[other] = name
  end
end

return {
  Article = function(article)
    for i, tag in ipairs(article.tags) do
      article.tags[i] = name_of[tag] or tag
    end
  end,
}
