-- wrk asks for the address it was given with a pair of words from the file $WORDS behind it, one pair after another.
local pairs_of_words = {}
for line in io.lines(os.getenv("WORDS")) do
  pairs_of_words[#pairs_of_words + 1] = line:gsub(" ", "+")
end
local at = 0
request = function()
  at = at % #pairs_of_words + 1
  return wrk.format("GET", wrk.path .. pairs_of_words[at])
end
