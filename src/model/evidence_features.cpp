#include "model/evidence_features.h"

#include <algorithm>

namespace dechaff {

using evidence::Element;
using evidence::Evidence;
using evidence::Knowledge;
using evidence::LineEvidence;

const std::array<std::string_view, evidence_feature_count> evidence_feature_names = {
    "markup",
    "link share",
    "all one link",
    "partly link",
    "links",
    "words a link",
    "depth",
    "siblings",
    "group",
    "alone",
    "hidden",
    "time",
    "author",
    "image",
    "in a form",
    "lax heading",
    "heading level",
    "title heading",
    // An element each; see evidence::Element.
    "paragraph",
    "block",
    "heading",
    "item",
    "cell",
    "term",
    "quote",
    "code",
    "caption",
    "button",
    "label",
    "other element",
    // A region each; see evidence::Region.
    "header",
    "nav",
    "main",
    "article",
    "aside",
    "footer",
    "form",
    "comments",
    "section",
    "list",
    "table",
    "quote around",
    "figure",
    // How the line and the page's title agree; see TitleMatch.
    "page names a title",
    "words in title",
    "title words in it",
    "is a title",
    "best title",
};

namespace {

constexpr std::size_t first_element = 18, other_element = 29, first_region = 30;
constexpr std::size_t first_title = first_region + evidence::region_count;
static_assert(first_title + 5 == evidence_feature_count);
static_assert(first_element + unsigned(Element::label) - 1 == other_element - 1);

/// 0 for 0, 1 for `most` and above, by powers in between: exact steps, the same on every machine.
float steps(std::uint32_t count, std::uint32_t most) {
  std::uint32_t bits = 0, all = 0;
  for (std::uint32_t n = std::min(count, most); n > 0; n >>= 1) ++bits;
  for (std::uint32_t n = most; n > 0; n >>= 1) ++all;
  return static_cast<float>(bits) / static_cast<float>(all);
}

void write_row(const Evidence& evidence, const Block& block, float* row) {
  const LineEvidence& first = evidence[block.begin];
  std::uint64_t characters = 0, linked = 0;
  std::uint32_t links = 0;
  unsigned flags = 0;
  bool whole = true;
  for (std::uint32_t line = block.begin; line < block.end; ++line) {
    const LineEvidence& its = evidence[line];
    characters += its.characters;
    linked += std::uint64_t{its.characters} * its.link;
    links += its.links;
    flags |= its.flags;
    whole = whole && (its.flags & evidence::whole_link) != 0;
  }
  const float share = characters == 0
                          ? 0.0F
                          : static_cast<float>(linked) / (255.0F * static_cast<float>(characters));
  const auto flag = [&](evidence::Flag f) { return (flags & f) != 0 ? 1.0F : 0.0F; };
  *row++ = 1.0F;
  *row++ = share;
  *row++ = whole ? 1.0F : 0.0F;
  *row++ = linked > 0 && share < 0.98F ? 1.0F : 0.0F;
  *row++ = steps(links, 63);
  *row++ = links == 0 ? 0.0F
                      : std::min(1.0F, static_cast<float>(linked) /
                                           (255.0F * 60.0F * static_cast<float>(links)));
  *row++ = static_cast<float>(std::min<unsigned>(first.depth, 30)) / 30.0F;
  *row++ = steps(first.siblings, 255);
  *row++ = steps(first.group, 255);
  *row++ = first.siblings == 1 ? 1.0F : 0.0F;
  *row++ = flag(evidence::is_hidden);
  *row++ = flag(evidence::has_time);
  *row++ = flag(evidence::has_author);
  *row++ = flag(evidence::has_image);
  *row++ = flag(evidence::in_form);
  *row++ = flag(evidence::is_lax);
  *row++ = static_cast<float>(first.level) / 6.0F;
  *row++ = first.level == 1 ? 1.0F : 0.0F;
  const auto element = unsigned(first.element);
  if (element > unsigned(Element::label)) {
    row[other_element - first_element] = 1.0F;
  } else if (element > 0) {
    row[element - 1] = 1.0F;
  }
  row += first_region - first_element;
  for (unsigned i = 0; i < evidence::region_count; ++i) {
    *row++ = (first.regions >> i & 1U) != 0 ? 1.0F : 0.0F;
  }
}

void write_title(const model_features::TitleMatch& match, float* row) {
  *row++ = 1.0F;
  *row++ = match.of_block;
  *row++ = match.of_title;
  *row++ = match.whole ? 1.0F : 0.0F;
  *row++ = match.best ? 1.0F : 0.0F;
}

}  // namespace

void compute_evidence_features(const Evidence& evidence, std::span<const std::string_view> lines,
                               std::span<const Block> blocks, EvidenceFeatures& out) {
  out.tokens.clear();
  out.known = std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
    return evidence[block.begin].known == Knowledge::markup;
  });
  if (!out.known) {
    out.rows.clear();
    out.offsets.clear();
    return;
  }
  model_features::match_titles(evidence.facts, lines, blocks, out.titles);
  out.rows.assign(blocks.size() * evidence_feature_count, 0.0F);
  out.offsets.assign(1, 0);
  float* row = out.rows.data();
  for (std::size_t b = 0; b < blocks.size(); ++b, row += evidence_feature_count) {
    const std::uint32_t line = blocks[b].begin;
    if (evidence[line].known == Knowledge::markup) {
      write_row(evidence, blocks[b], row);
      if (!out.titles.empty()) write_title(out.titles[b], row + first_title);
      const auto tokens = evidence.tokens(line);
      out.tokens.insert(out.tokens.end(), tokens.begin(), tokens.end());
    }
    out.offsets.push_back(static_cast<std::uint32_t>(out.tokens.size()));
  }
}

}  // namespace dechaff
