#include "model/evidence_features.h"

#include <algorithm>

namespace dechaff {

using evidence::Element;
using evidence::Evidence;
using evidence::Knowledge;
using evidence::LineEvidence;

const std::array<std::string_view, kEvidenceFeatures> kEvidenceFeatureNames = {
    "markup",
    "signs",
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
};

namespace {

constexpr std::size_t kFirstElement = 19, kOtherElement = 30, kFirstRegion = 31;
static_assert(kFirstRegion + evidence::kRegions == kEvidenceFeatures);
static_assert(kFirstElement + unsigned(Element::label) - 1 == kOtherElement - 1);

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
    whole = whole && (its.flags & evidence::kWhole) != 0;
  }
  if (first.known == Knowledge::none) return;
  const float share = characters == 0
                          ? 0.0F
                          : static_cast<float>(linked) / (255.0F * static_cast<float>(characters));
  const auto flag = [&](evidence::Flag f) { return (flags & f) != 0 ? 1.0F : 0.0F; };
  *row++ = first.known == Knowledge::markup ? 1.0F : 0.0F;
  *row++ = first.known == Knowledge::signs ? 1.0F : 0.0F;
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
  *row++ = flag(evidence::kHidden);
  *row++ = flag(evidence::kTime);
  *row++ = flag(evidence::kAuthor);
  *row++ = flag(evidence::kImage);
  *row++ = flag(evidence::kInForm);
  *row++ = flag(evidence::kLax);
  *row++ = static_cast<float>(first.level) / 6.0F;
  *row++ = first.level == 1 ? 1.0F : 0.0F;
  const auto element = unsigned(first.element);
  if (element > unsigned(Element::label)) {
    row[kOtherElement - kFirstElement] = 1.0F;
  } else if (element > 0) {
    row[element - 1] = 1.0F;
  }
  row += kFirstRegion - kFirstElement;
  for (unsigned i = 0; i < evidence::kRegions; ++i) {
    *row++ = (first.regions >> i & 1U) != 0 ? 1.0F : 0.0F;
  }
}

}  // namespace

void compute_evidence_features(const Evidence& evidence, std::span<const Block> blocks,
                               EvidenceFeatures& out) {
  out.rows.assign(blocks.size() * kEvidenceFeatures, 0.0F);
  out.offsets.assign(1, 0);
  out.tokens.clear();
  float* row = out.rows.data();
  for (const Block& block : blocks) {
    write_row(evidence, block, row);
    row += kEvidenceFeatures;
    const auto tokens = evidence.tokens(block.begin);
    out.tokens.insert(out.tokens.end(), tokens.begin(), tokens.end());
    out.offsets.push_back(static_cast<std::uint32_t>(out.tokens.size()));
  }
}

}  // namespace dechaff
