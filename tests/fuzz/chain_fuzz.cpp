// The default chain over any bytes, or `dedup` with other settings where the first byte chooses
// them: no crash, and edits that are sorted and inside the document.

#include <cstdlib>
#include <deque>

#include "model/line_model.h"
#include "rules/pack_library.h"
#include "run/chain.h"

using namespace dechaff;

namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// Settings of `dedup` by a first byte of 1, 2, …: text seldom begins so.
const std::vector<Settings> choices = {
    {{"match", "near"}, {"within", "true"}},
    {{"match", "near"}, {"containment", "true"}, {"min-words", "2"}},
    {{"match", "near"}, {"unit", "paragraph"}, {"keep", "longest"}},
    {{"match", "near"}, {"unit", "clause"}, {"keep", "none"}, {"min-words", "2"}},
    {{"spans", "2"}, {"min-words", "2"}},
    {{"unit", "clause"}, {"passage", "6"}, {"min-words", "2"}, {"any-digit", "true"}},
    {{"count", "true"}, {"match", "folded"}, {"min-words", "2"}},
    {{"within", "true"}, {"report", "true"}, {"min-words", "2"}},
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::PackLibrary packs;
  static const model::LineModel model{RulesFolder()};
  static Resources resources = [] {
    Resources all;
    all.packs = &packs;
    all.model = &model;
    all.explaining = true;
    return all;
  }();
  static Chain usual({{"normalize",
                       {{"spaces", "collapse"},
                        {"mojibake", "true"},
                        {"entities", "true"},
                        {"markup", "true"},
                        {"ligatures", "true"},
                        {"soft-hyphens", "true"},
                        {"full-width", "true"},
                        {"hyphenation", "true"},
                        {"repair", "mt"}},
                       1},
                      {"boilerplate", {}, 1},
                      {"teasers", {}, 1},
                      {"dedup", {{"report", "true"}, {"min-words", "2"}}, 1},
                      {"dedup", {{"min-words", "2"}}, 1},
                      {"headings", {}, 1}},
                     resources);
  static std::deque<Chain> others = [] {
    std::deque<Chain> all;
    for (const Settings& settings : choices)
      all.emplace_back(std::vector<StageSpec>{{"dedup", settings, 1}}, resources);
    return all;
  }();
  const bool other = size > 0 && data[0] > 0 && data[0] <= others.size();
  Chain& chain = other ? others[data[0] - 1U] : usual;
  data += other ? 1 : 0;
  size -= other ? 1 : 0;
  static Document document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  document.assign(text);
  chain.process(document, 0, chain.size());
  std::size_t at = 0;
  for (const Edit& edit : edits_of(document)) {
    if (edit.original.begin < at || edit.original.end < edit.original.begin ||
        edit.original.end > size)
      std::abort();
    at = edit.original.end;
  }
  return 0;
}
