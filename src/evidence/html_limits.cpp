#include "evidence/html_limits.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <vector>

#include "evidence/tag_scan.h"
#include "text/hash.h"

namespace dechaff::html {
namespace {

/// What the standard's parser does about an element (HTML, 13.2.4.2 and 13.2.6.4.7).
enum Trait : std::uint16_t {
  is_void = 1,
  special = 2,
  scope = 4,         // end tags do not reach beyond it
  formatting = 8,    // its end tag leaves those above it open
  raw = 16,          // tags inside it are text
  closes_p = 32,     // its start tag ends an open <p>
  one_at_once = 64,  // its start tag ends an open one of the same name
};

struct Known {
  std::string_view name;
  unsigned traits;
};

constexpr Known known[] = {
    {"a", formatting | one_at_once},
    {"address", special | closes_p},
    {"applet", special | scope},
    {"area", is_void},
    {"article", special | closes_p},
    {"aside", special | closes_p},
    {"b", formatting},
    {"base", is_void},
    {"big", formatting},
    {"blockquote", special | closes_p},
    {"body", special},
    {"br", is_void},
    {"button", special | one_at_once},
    {"caption", special | scope},
    {"center", special | closes_p},
    {"code", formatting},
    {"col", is_void},
    {"colgroup", special},
    {"dd", special | closes_p},
    {"details", special | closes_p},
    {"dir", special | closes_p},
    {"div", special | closes_p},
    {"dl", special | closes_p},
    {"dt", special | closes_p},
    {"em", formatting},
    {"embed", is_void},
    {"fieldset", special | closes_p},
    {"figcaption", special | closes_p},
    {"figure", special | closes_p},
    {"font", formatting},
    {"footer", special | closes_p},
    {"form", special | closes_p},
    {"frame", is_void},
    {"frameset", special},
    {"h1", special | closes_p},
    {"h2", special | closes_p},
    {"h3", special | closes_p},
    {"h4", special | closes_p},
    {"h5", special | closes_p},
    {"h6", special | closes_p},
    {"head", special},
    {"header", special | closes_p},
    {"hgroup", special | closes_p},
    {"hr", is_void},
    {"html", special | scope},
    {"i", formatting},
    {"iframe", special | raw},
    {"img", is_void},
    {"input", is_void},
    {"li", special | closes_p},
    {"link", is_void},
    {"listing", special | closes_p},
    {"main", special | closes_p},
    {"marquee", special | scope},
    {"menu", special | closes_p},
    {"meta", is_void},
    {"nav", special | closes_p},
    {"nobr", formatting | one_at_once},
    {"noembed", special | raw},
    {"noframes", special | raw},
    {"noscript", special},
    {"object", special | scope},
    {"ol", special | closes_p},
    {"p", special | closes_p},
    {"param", is_void},
    {"plaintext", special | closes_p},
    {"pre", special | closes_p},
    {"ruby", 0},
    {"s", formatting},
    {"script", special | raw},
    {"section", special | closes_p},
    {"select", special},
    {"small", formatting},
    {"source", is_void},
    {"span", 0},
    {"strike", formatting},
    {"strong", formatting},
    {"style", special | raw},
    {"sub", 0},
    {"summary", special | closes_p},
    {"sup", 0},
    {"table", special | scope},
    {"tbody", special},
    {"td", special | scope},
    {"template", special | scope},
    {"textarea", special | raw},
    {"tfoot", special},
    {"th", special | scope},
    {"thead", special},
    {"title", special | raw},
    {"tr", special},
    {"track", is_void},
    {"tt", formatting},
    {"u", formatting},
    {"ul", special | closes_p},
    {"var", 0},
    {"wbr", is_void},
    {"xmp", special | raw | closes_p},
};
static_assert(std::is_sorted(std::begin(known), std::end(known),
                             [](const Known& a, const Known& b) { return a.name < b.name; }));

using Name = std::uint64_t;  // the index of a known one, else a hash above all indexes

Name name_of(std::string_view lower) {
  const auto* at = std::lower_bound(std::begin(known), std::end(known), lower,
                                    [](const Known& a, std::string_view b) { return a.name < b; });
  if (at != std::end(known) && at->name == lower)
    return static_cast<Name>(std::distance(std::begin(known), at));
  return text::hash64(lower) | std::uint64_t{1} << 63;
}

unsigned traits_of(Name name) { return name < std::size(known) ? known[name].traits : 0U; }

/// Of SVG and MathML: what is in it is HTML (the standard's integration points).
bool holds_html(Name name) {
  static const std::array<Name, 8> names = {name_of("annotation-xml"),
                                            name_of("desc"),
                                            name_of("foreignobject"),
                                            name_of("mi"),
                                            name_of("mn"),
                                            name_of("mo"),
                                            name_of("ms"),
                                            name_of("mtext")};
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What is open, about as the standard's parser would have it. Where it differs, it holds more.
class OpenElements {
 public:
  bool full() const { return open_.size() >= most_open; }

  /// Ends what a start tag of this name ends.
  void before_start(Name name) {
    const unsigned traits = traits_of(name);
    if (has(p_) && (traits & closes_p) != 0) close_in_scope(p_);
    if (name == li_) close_item(li_, li_);
    if (name == dd_ || name == dt_) close_item(dd_, dt_);
    if (name == td_ || name == th_) close_in_table({td_, th_});
    if (name == tr_) close_in_table({tr_});
    if (name == tbody_ || name == thead_ || name == tfoot_)
      close_in_table({tbody_, thead_, tfoot_});
    if ((traits & one_at_once) != 0 && has(name)) end(name);
  }

  void start(Name name) {
    open_.push_back(name);
    if (name < count_.size()) ++count_[name];
  }

  void end(Name name) {
    if (name < count_.size() && !has(name)) return;
    const unsigned traits = traits_of(name);
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) return (traits & formatting) != 0 ? erase(i) : cut(i);
      const unsigned here = traits_of(open_[i]);
      // End tags of tables reach the table; those of names without a rule stop at special elements.
      if (name == table_ ? false : traits == 0 ? (here & special) != 0 : (here & scope) != 0)
        return;
    }
  }

  /// What is open last is of SVG or MathML: there a tag may end its own element.
  bool in_foreign() const {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == svg_ || open_[i] == math_) return true;
      if (open_[i] < count_.size() || holds_html(open_[i])) return false;
    }
    return false;
  }

  /// Tags in such an element may be tags, even where HTML takes them for text.
  bool in_foreign_or_select() const {
    return has(select_) || std::find(open_.begin(), open_.end(), svg_) != open_.end() ||
           std::find(open_.begin(), open_.end(), math_) != open_.end();
  }

 private:
  bool has(Name name) const { return count_[name] > 0; }

  void close_in_scope(Name name) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) return cut(i);
      if ((traits_of(open_[i]) & scope) != 0 || open_[i] == button_) return;
    }
  }

  void close_item(Name a, Name b) {
    if (!has(a) && !has(b)) return;
    for (std::size_t i = open_.size(); i-- > 0;) {
      const Name here = open_[i];
      if (here == a || here == b) return cut(i);
      if ((traits_of(here) & special) != 0 && here != address_ && here != div_ && here != p_)
        return;
    }
  }

  void close_in_table(std::initializer_list<Name> names) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == table_ || open_[i] == template_) return;
      if (std::find(names.begin(), names.end(), open_[i]) != names.end()) return cut(i);
    }
  }

  void cut(std::size_t at) {
    while (open_.size() > at) erase(open_.size() - 1);
  }

  void erase(std::size_t at) {
    if (open_[at] < count_.size()) --count_[open_[at]];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  const Name p_ = name_of("p"), li_ = name_of("li"), dd_ = name_of("dd"), dt_ = name_of("dt"),
             td_ = name_of("td"), th_ = name_of("th"), tr_ = name_of("tr"),
             tbody_ = name_of("tbody"), thead_ = name_of("thead"), tfoot_ = name_of("tfoot"),
             table_ = name_of("table"), template_ = name_of("template"),
             button_ = name_of("button"), address_ = name_of("address"), div_ = name_of("div"),
             select_ = name_of("select"), svg_ = name_of("svg"), math_ = name_of("math");
  std::vector<Name> open_;
  std::array<std::size_t, std::size(known)> count_{};  // open ones of known names
};

}  // namespace

std::string_view within_limits(std::string_view html, std::string& room) {
  OpenElements open;
  room.clear();
  std::size_t copied = 0;
  const auto leave_out = [&](std::size_t from, std::size_t to) {
    room.append(html, copied, from - copied);
    room += ' ';
    copied = to;
  };
  TagScan scan(html, most_attributes);
  for (Tag tag; scan.next(tag);) {
    const Name name = name_of(tag.name);
    if (tag.closing) {
      open.end(name);
      continue;
    }
    const unsigned traits = traits_of(name);
    open.before_start(name);
    const bool text = (traits & raw) != 0 && !open.in_foreign_or_select();
    const bool ends_itself = tag.ends_itself && name >= std::size(known) && open.in_foreign();
    const bool holds = (traits & is_void) == 0 && !text && !ends_itself;
    if (holds && open.full()) {
      leave_out(tag.begin, tag.end);
      continue;
    }
    if (tag.surplus < tag.end) leave_out(tag.surplus, tag.end - 1);
    if (text) {
      scan.skip_raw(tag.name);
    } else if (holds) {
      open.start(name);
    }
  }
  if (copied == 0) return html;
  room.append(html, copied);
  return room;
}

}  // namespace dechaff::html
