#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dechaff::model {

/// What a page is for. A model's file names its kinds as the table below does.
enum class PageKind : std::uint8_t {
  news,
  blog,
  article,  // magazine or encyclopaedic text elsewhere
  product,
  listing,  // a category, the results of a search, an index of entries
  front,    // a home page or portal
  forum,
  qa,
  event,
  recipe,
  job,
  service,  // a company's or service's own page
  gov,
  docs,
  wiki,
  profile,
  legal,
  mail,
  results,  // tables of sports or data
  course,
  gallery,
  media,  // a page around a video or a recording
  other,
};

inline constexpr std::array<std::string_view, 23> page_kind_names = {
    "news",  "blog",   "article", "product", "listing", "front", "forum", "qa",
    "event", "recipe", "job",     "service", "gov",     "docs",  "wiki",  "profile",
    "legal", "mail",   "results", "course",  "gallery", "media", "other"};
inline constexpr std::size_t page_kind_count = page_kind_names.size();
static_assert(page_kind_count == static_cast<std::size_t>(PageKind::other) + 1);

constexpr std::string_view name_of(PageKind kind) {
  return page_kind_names[static_cast<std::size_t>(kind)];
}

/// The kind of that name, or nothing.
constexpr std::optional<PageKind> page_kind(std::string_view name) {
  for (std::size_t i = 0; i < page_kind_count; ++i) {
    if (page_kind_names[i] == name) return static_cast<PageKind>(i);
  }
  return std::nullopt;
}

/// How likely a page is of each kind; the sum is 1. All zeros when the model knows no kinds.
using PageKinds = std::array<float, page_kind_count>;

/// How likely a page is one long text: an article, news or a blog's. 1 when the model knows no
/// kinds.
constexpr float one_text(const PageKinds& kinds) {
  float all = 0;
  for (const float p : kinds) all += p;
  if (all <= 0) return 1;
  float out = 0;
  for (const PageKind kind : {PageKind::article, PageKind::news, PageKind::blog})
    out += kinds[static_cast<std::size_t>(kind)];
  return out;
}

}  // namespace dechaff::model
