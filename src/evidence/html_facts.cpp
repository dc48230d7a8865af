#include "evidence/html_facts.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "evidence/html_elements.h"

namespace dechaff::html {
namespace {

constexpr std::size_t longest = 1000;  // bytes of a fact

/// White space collapsed, cut between characters.
std::string tidy(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (out.size() >= longest && !continues) break;
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// The text inside an element, of its first 100 nodes.
std::string text_in(const GumboNode& root) {
  std::string out;
  const GumboNode* node = &root;
  for (int nodes = 0; nodes < 100 && out.size() < longest; ++nodes) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
      out += node->v.text.text;
    }
    if (node->type == GUMBO_NODE_ELEMENT && node->v.element.children.length > 0) {
      node = static_cast<const GumboNode*>(node->v.element.children.data[0]);
      continue;
    }
    const auto is_last = [](const GumboNode& n) {
      return n.parent->type != GUMBO_NODE_ELEMENT ||
             n.index_within_parent + 1 >= n.parent->v.element.children.length;
    };
    while (node != &root && is_last(*node)) node = node->parent;
    if (node == &root) break;
    node = static_cast<const GumboNode*>(
        node->parent->v.element.children.data[node->index_within_parent + 1]);
  }
  return tidy(out);
}

bool is_address(std::string_view value) {
  return value.starts_with("http://") || value.starts_with("https://");
}

}  // namespace

void FactsReader::put(Fact& fact, std::uint8_t rank, std::string_view value) {
  if (rank <= fact.rank) return;
  std::string text = tidy(value);
  if (text.empty()) return;
  *fact.value = std::move(text);
  fact.rank = rank;
}

void FactsReader::read_head(const GumboNode& head) {
  const GumboVector& children = head.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(children.data[i]);
    if (child.type == GUMBO_NODE_ELEMENT) read(child);
  }
}

void FactsReader::read(const GumboNode& node) {
  const GumboElement& element = node.v.element;
  switch (element.tag) {
    case GUMBO_TAG_HTML:
      put(language_, 1, attribute(element, "lang"));
      return;
    case GUMBO_TAG_TITLE:
      if (title_.rank == 0) put(title_, 1, text_in(node));
      return;
    case GUMBO_TAG_META:
      read_meta(element);
      return;
    case GUMBO_TAG_LINK:
      if (attribute(element, "rel") == "canonical") put(canonical_, 2, attribute(element, "href"));
      return;
    default:
      break;
  }
  if (element.attributes.length == 0) return;
  const std::string_view item = attribute(element, "itemprop");
  const std::string_view moment = attribute(element, "datetime");
  if (item == "datePublished") {
    put(published_, 3, moment.empty() ? attribute(element, "content") : moment);
  } else if (element.tag == GUMBO_TAG_TIME) {
    put(published_, 1, moment);
  }
  if (author_.rank < 2 && item == "author") put(author_, 2, text_in(node));
  if (author_.rank < 1 && attribute(element, "rel").find("author") != std::string_view::npos) {
    put(author_, 1, text_in(node));
  }
}

void FactsReader::read_meta(const GumboElement& element) {
  struct Meta {
    std::string_view name;
    Fact FactsReader::*fact;
    std::uint8_t rank;
  };
  static constexpr Meta metas[] = {
      {"og:title", &FactsReader::og_title_, 2},
      {"twitter:title", &FactsReader::og_title_, 1},
      {"og:site_name", &FactsReader::site_name_, 2},
      {"application-name", &FactsReader::site_name_, 1},
      {"author", &FactsReader::author_, 4},
      {"article:author", &FactsReader::author_, 3},
      {"dc.creator", &FactsReader::author_, 3},
      {"article:published_time", &FactsReader::published_, 5},
      {"datePublished", &FactsReader::published_, 4},
      {"dc.date", &FactsReader::published_, 2},
      {"date", &FactsReader::published_, 2},
      {"pubdate", &FactsReader::published_, 2},
      {"og:url", &FactsReader::canonical_, 1},
  };
  std::string_view name = attribute(element, "property");
  if (name.empty()) name = attribute(element, "name");
  if (name.empty()) name = attribute(element, "itemprop");
  const auto same = [](char a, char b) { return a == b || (b >= 'A' && b <= 'Z' && a == b + 32); };
  for (const Meta& meta : metas) {
    if (!std::equal(meta.name.begin(), meta.name.end(), name.begin(), name.end(), same)) continue;
    const std::string_view value = attribute(element, "content");
    if (meta.fact == &FactsReader::author_ && is_address(value)) continue;
    put(this->*meta.fact, meta.rank, value);
  }
}

}  // namespace dechaff::html
