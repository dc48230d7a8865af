#include "page/analysis.h"

#include "evidence/of_document.h"

namespace dechaff::page {

std::string_view language_code_of(Document& document, const Resources& resources) {
  Analysis& page = document.workspace.get<Analysis>();
  if (page.language_known) return page.language.code;
  page.language_known = true;
  page.language = {};
  page.packs_known = true;
  if (resources.packs == nullptr) return {};
  const rules::PackLibrary& packs = *resources.packs;
  if (resources.languages.empty()) {
    evidence::of_document(document);
    document.lines.measure();
    page.clues.gather(document);
    page.language.code = page.clues.code();
    page.packs_known = false;
  } else {
    page.language = {resources.languages.front(), packs.always()};
    for (const std::string& code : resources.languages)
      page.language.packs |= packs.of_language(code);
  }
  document.language = page.language.code;
  return page.language.code;
}

const PageLanguage& language_of(Document& document, const Resources& resources) {
  language_code_of(document, resources);
  Analysis& page = document.workspace.get<Analysis>();
  if (!page.packs_known) {
    page.language.packs = page.clues.packs(*resources.packs);
    page.packs_known = true;
  }
  return page.language;
}

std::optional<text::Abbreviations> abbreviations_of(Document& document,
                                                    const Resources& resources) {
  if (resources.packs == nullptr) return std::nullopt;
  return text::Abbreviations(resources.packs->abbreviations(), [&document, &resources] {
    return resources.packs->abbreviations_of(language_code_of(document, resources));
  });
}

Analysis& analyse(Document& document, const Resources& resources) {
  Analysis& page = document.workspace.get<Analysis>();
  if (page.made) return page;
  page.made = true;
  const evidence::Evidence* const of_lines = evidence::of_document(document);
  LineTable& table = document.lines;
  table.measure();
  if (resources.packs != nullptr) {
    const PageLanguage& language = language_of(document, resources);
    find_cues(document, *resources.packs, language.packs, page.cues);
  } else {
    page.cues.hits.clear();
    page.cues.first.assign(table.size() + 1, 0);
  }
  find_zones(document, page.cues);
  page.scored = false;
  if (resources.model == nullptr) return page;
  page.lines.clear();
  for (std::size_t i = 0; i < table.size(); ++i) {
    page.lines.push_back(table.kept(i) ? table.shown(i) : std::string_view{});
  }
  page.scored = of_lines != nullptr ? resources.model->score(page.lines, *of_lines, page.scores)
                                    : resources.model->score(page.lines, page.scores);
  if (!page.scored) {  // one of millions of lines is not to cost what the model's pages do
    page.lines = {};
    page.block_of.clear();
    return page;
  }
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
