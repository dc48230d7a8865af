// The default chain over any bytes: no crash, and edits that are sorted and inside the document.

#include <cstdlib>

#include "model/line_model.h"
#include "pipeline/chain.h"
#include "rules/pack_library.h"

using namespace dechaff;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::PackLibrary packs(DECHAFF_RULES_DIR);
  static const model::LineModel model(DECHAFF_RULES_DIR "/models/boilerplate.model");
  static Resources resources = [] {
    Resources all;
    all.packs = &packs;
    all.model = &model;
    all.explaining = true;
    return all;
  }();
  static Chain chain({{"normalize",
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
