#include "page/analysis.h"

namespace dechaff::page {

Analysis& analyse(Document& document, const Resources& resources) {
  if (!document.analysis) document.analysis = std::make_shared<Analysis>();
  Analysis& page = *document.analysis;
  if (document.analysed) return page;
  document.analysed = true;
  LineTable& table = document.lines;
  table.measure();
  if (resources.rules != nullptr) {
    find_cues(document, *resources.rules, page.cues);
  } else {
    page.cues.hits.clear();
    page.cues.first.assign(table.size() + 1, 0);
  }
  find_zones(document, page.cues);
  page.scored = false;
  if (resources.model == nullptr) return page;
  page.lines.clear();
  for (std::size_t i = 0; i < table.size(); ++i) {
    page.lines.push_back(table.kept(i) ? table.text[i] : std::string_view{});
  }
  page.scored = resources.model->score(page.lines, page.scores);
  page.block_of.assign(table.size(), Analysis::none);
  const auto& blocks = page.scores.features.blocks;
  for (std::uint32_t b = 0; b < blocks.size(); ++b) {
    for (std::uint32_t i = blocks[b].begin; i < blocks[b].end; ++i) {
      if (!trim(page.lines[i]).empty()) page.block_of[i] = b;
    }
  }
  return page;
}

}  // namespace dechaff::page
