#include "evidence/evidence.h"

#include <algorithm>
#include <array>

namespace dechaff::evidence {
namespace {

constexpr std::array<std::string_view, element_count> element_names = {
    "none", "paragraph", "block",  "heading", "item",  "cell", "term", "quote",
    "code", "caption",   "button", "label",   "image", "rule", "mark", "matter"};
constexpr std::array<std::string_view, region_count> region_names = {
    "header",   "nav",     "main", "article", "aside", "footer", "form",
    "comments", "section", "list", "table",   "quote", "figure"};

}  // namespace

std::string_view name_of(Element element) { return element_names[unsigned(element)]; }
std::string_view name_of(Region region) { return region_names[unsigned(region)]; }

void PageFacts::clear() {
  for (std::string* fact :
       {&title, &og_title, &site_name, &author, &published, &canonical, &language}) {
    fact->clear();
  }
}

void Evidence::clear() {
  facts.clear();
  lines_.clear();
  ends_.clear();
  tokens_.clear();
  pieces_.clear();
  shown_.clear();
}

std::span<const std::uint32_t> Evidence::tokens(std::size_t line) const {
  const std::size_t begin = begin_of(line).tokens;
  return {tokens_.data() + begin, ends_[line].tokens - begin};
}

std::span<const ShownPiece> Evidence::pieces(std::size_t line) const {
  const std::size_t begin = begin_of(line).pieces;
  return {pieces_.data() + begin, ends_[line].pieces - begin};
}

std::string_view Evidence::shown(std::size_t line, std::string_view original) const {
  if (ends_[line].verbatim) return original;
  const std::size_t begin = begin_of(line).text;
  return std::string_view(shown_).substr(begin, ends_[line].text - begin);
}

Span Evidence::original_of(std::size_t line, Span part) const {
  if (ends_[line].verbatim) return part;
  const std::span<const ShownPiece> runs = pieces(line);
  if (runs.empty()) return {0, 0};
  const std::size_t length = ends_[line].text - begin_of(line).text;
  // The run that shows byte `at`.
  const auto run_of = [&](std::size_t at) {
    const auto after =
        std::upper_bound(runs.begin(), runs.end(), at,
                         [](std::size_t a, const ShownPiece& r) { return a < r.shown; });
    return after == runs.begin() ? runs.begin() : after - 1;
  };
  const auto is_copy = [&](auto run) {
    const std::size_t end = run + 1 == runs.end() ? length : (run + 1)->shown;
    return end - run->shown == run->size;
  };
  const auto first = run_of(part.begin);
  const auto last = run_of(part.empty() ? part.begin : part.end - 1);
  Span out{first->original, last->original + last->size};
  if (is_copy(first)) out.begin += std::min<std::size_t>(part.begin - first->shown, first->size);
  if (part.empty()) return {out.begin, out.begin};
  if (is_copy(last)) out.end = last->original + (part.end - last->shown);
  return out;
}

void Evidence::show(std::string_view text, std::uint32_t original, std::uint32_t size) {
  if (text.empty()) return;
  const End begin = lines_.empty() ? End{} : ends_.back();
  const auto at = static_cast<std::uint32_t>(shown_.size() - begin.text);
  shown_ += text;
  const bool is_copy = text.size() == size;
  if (is_copy && pieces_.size() > begin.pieces) {
    ShownPiece& last = pieces_.back();
    if (last.original + last.size == original && at - last.shown == last.size) {
      last.size += size;
      return;
    }
  }
  pieces_.push_back({at, original, size});
}

std::string_view Evidence::shown_so_far() const {
  return std::string_view(shown_).substr(lines_.empty() ? 0 : ends_.back().text);
}

void Evidence::keep_shown(std::size_t bytes) {
  const End begin = lines_.empty() ? End{} : ends_.back();
  shown_.resize(begin.text + bytes);
  while (pieces_.size() > begin.pieces) {
    ShownPiece& last = pieces_.back();
    if (last.shown < bytes) {
      last.size = std::min(last.size, static_cast<std::uint32_t>(bytes - last.shown));
      return;
    }
    pieces_.pop_back();
  }
}

void Evidence::cut_shown(std::uint32_t original) {
  const End begin = lines_.empty() ? End{} : ends_.back();
  while (pieces_.size() > begin.pieces) {
    const ShownPiece last = pieces_.back();
    if (last.original + last.size <= original) return;
    const bool is_copy = shown_.size() - begin.text - last.shown == last.size;
    const std::uint32_t kept = is_copy && last.original < original ? original - last.original : 0;
    keep_shown(last.shown + kept);
    if (kept > 0) return;
  }
}

void Evidence::begin_tokens() { tokens_.resize(lines_.empty() ? 0 : ends_.back().tokens); }

void Evidence::add(const LineEvidence& line, Shown shown) {
  lines_.push_back(line);
  ends_.push_back({shown_.size(), pieces_.size(), tokens_.size(), shown == Shown::verbatim});
}

}  // namespace dechaff::evidence
