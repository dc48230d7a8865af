#include "evidence/html_scope.h"

#include <algorithm>

#include "evidence/names.h"
#include "text/hash.h"

namespace dechaff::html {
namespace {

constexpr std::size_t name_bytes = 512;  // of one attribute

/// Elements of one parent have one shape when their tags and classes are the same.
std::uint64_t shape_of(const GumboNode& node) {
  const GumboElement& element = node.v.element;
  const std::string_view names = attribute(element, "class").substr(0, name_bytes);
  std::uint64_t hash = static_cast<std::uint64_t>(element.tag) + 1;
  if (!names.empty()) hash ^= text::hash64(names);
  return text::mix(hash ^ text::mix(reinterpret_cast<std::uintptr_t>(node.parent)));
}

bool is_block(GumboTag tag) {
  const Kind kind = kind_of(tag);
  return kind == Kind::block || kind == Kind::cell || kind == Kind::preformatted;
}

bool says_hidden(const GumboElement& element) {
  if (attribute(element, "aria-hidden") == "true") return true;
  const std::string_view style = attribute(element, "style").substr(0, name_bytes);
  const std::size_t at = style.find("visibility");
  return at != std::string_view::npos && style.find("hidden", at) != std::string_view::npos;
}

}  // namespace

void Scopes::Shapes::clear() {
  if (used_ > 0) std::fill(slots_.begin(), slots_.end(), Slot{});
  used_ = 0;
}

Scopes::Shapes::Slot& Scopes::Shapes::slot(std::vector<Slot>& in, std::uint64_t key) const {
  std::size_t at = key & (in.size() - 1);
  while (in[at].count != 0 && in[at].key != key) at = (at + 1) & (in.size() - 1);
  return in[at];
}

void Scopes::Shapes::count(std::uint64_t key) {
  if (used_ * 2 >= slots_.size()) {
    std::vector<Slot> larger(std::max<std::size_t>(1024, slots_.size() * 2));
    for (const Slot& old : slots_) {
      if (old.count != 0) slot(larger, old.key) = old;
    }
    slots_.swap(larger);
  }
  Slot& found = slot(slots_, key);
  if (found.count++ == 0) {
    found.key = key;
    ++used_;
  }
}

std::uint16_t Scopes::Shapes::of(std::uint64_t key) const {
  if (slots_.empty()) return 0;
  std::size_t at = key & (slots_.size() - 1);
  while (slots_[at].count != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  return static_cast<std::uint16_t>(std::min<std::uint32_t>(slots_[at].count, 0xFFFF));
}

void Scopes::clear() {
  scopes_.assign(1, Scope{});
  words_.clear();
  shapes_.clear();
  deeper_ = 0;
  links_ = 0;
}

void Scopes::open(const GumboNode& node) {
  const GumboElement& element = node.v.element;
  for (unsigned i = 0; i < element.children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
    if (child.type == GUMBO_NODE_ELEMENT && is_block(child.v.element.tag)) {
      shapes_.count(shape_of(child));
    }
  }
  if (scopes_.size() > most) {
    ++deeper_;
    return;
  }
  Scope scope = scopes_.back();
  scope.depth = static_cast<std::uint32_t>(scopes_.size());
  const evidence::Element element_now = element_in(element.tag, scope.element);
  if (element_now != scope.element) scope.level = 0;
  scope.element = element_now;
  if (const int level = heading_level(element.tag); level > 0) {
    scope.level = static_cast<std::uint8_t>(level);
  }
  scope.regions |= regions_of(element.tag, attribute(element, "role"));
  if (says_hidden(element)) scope.flags |= evidence::is_hidden;
  if (element.tag == GUMBO_TAG_TIME) scope.flags |= evidence::has_time;
  if (element.tag == GUMBO_TAG_BUTTON || element.tag == GUMBO_TAG_LABEL) {
    scope.flags |= evidence::in_form;
  }
  if (element.tag == GUMBO_TAG_A && !attribute(element, "href").empty()) scope.link = ++links_;
  if (is_block(element.tag)) {
    std::copy_backward(scope.siblings.begin(), scope.siblings.end() - 1, scope.siblings.end());
    scope.siblings[0] = std::max<std::uint16_t>(1, shapes_.of(shape_of(node)));
  }
  read_names(element, scope);
  scopes_.push_back(scope);
}

void Scopes::read_names(const GumboElement& element, Scope& scope) {
  if (words_.size() > scopes_.back().words) scope.above = scopes_.size() - 1;
  scope.words = words_.size();
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& it = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = it.name;
    const std::string_view value = std::string_view(it.value).substr(0, name_bytes);
    if (name == "class" || name == "id" || name == "role" || name == "itemprop") {
      evidence::each_word(value, [&](std::uint32_t hash, bool is_comments) {
        words_.push_back(hash);
        if (is_comments) scope.regions |= evidence::bit(evidence::Region::comments);
      });
    }
    if (name == "itemprop") {
      if (value == "author" || value == "creator") scope.flags |= evidence::has_author;
      if (value.starts_with("date")) scope.flags |= evidence::has_time;
    } else if (name == "rel" && value.find("author") != std::string_view::npos) {
      scope.flags |= evidence::has_author;
    }
  }
}

void Scopes::close() {
  if (deeper_ > 0) {
    --deeper_;
    return;
  }
  words_.resize(scopes_.back().words);
  scopes_.pop_back();
}

void Scopes::put_tokens(evidence::Evidence& to) const {
  constexpr std::size_t farthest = 6, near = 2;  // elements that have names
  std::array<std::uint32_t, evidence::Evidence::most_tokens> put;
  std::size_t count = 0;
  const auto add = [&](std::uint32_t token) {
    if (count == put.size() ||
        std::find(put.begin(), put.begin() + count, token) != put.begin() + count) {
      return;
    }
    put[count++] = token;
    to.token(token);
  };
  std::size_t end = words_.size(), named = 0;
  for (std::size_t at = scopes_.size() - 1; at > 0 && named < farthest; at = scopes_[at].above) {
    const std::size_t begin = scopes_[at].words;
    if (begin == end) continue;
    for (std::size_t i = begin; i < end && count < put.size(); ++i) {
      add(evidence::name_token(words_[i], evidence::Near::any));
      if (named < near) add(evidence::name_token(words_[i], evidence::Near::nearest));
    }
    ++named;
    end = begin;
  }
}

}  // namespace dechaff::html
