#include "evidence/html_elements.h"

#include <string>

namespace dechaff::html {

Kind kind_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_TEXTAREA:
      return Kind::skipped;
    case GUMBO_TAG_BR:
      return Kind::line_break;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Kind::cell;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
      return Kind::preformatted;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return Kind::block;
    default:
      return Kind::flowing;
  }
}

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool is_hidden(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
  const GumboAttribute* style = gumbo_get_attribute(&element.attributes, "style");
  if (style == nullptr) return false;
  std::string plain;
  for (const char* c = style->value; *c != '\0'; ++c) {
    if (*c != ' ') plain += *c >= 'A' && *c <= 'Z' ? static_cast<char>(*c + 32) : *c;
  }
  return plain.find("display:none") != std::string::npos;
}

evidence::Element element_in(GumboTag tag, evidence::Element around) {
  using evidence::Element;
  if (heading_level(tag) > 0) return Element::heading;
  switch (tag) {
    case GUMBO_TAG_P:
      return around == Element::quote ? around : Element::paragraph;
    case GUMBO_TAG_LI:
      return Element::item;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Element::cell;
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
      return Element::term;
    case GUMBO_TAG_BLOCKQUOTE:
      return Element::quote;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
      return Element::code;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
      return Element::caption;
    case GUMBO_TAG_BUTTON:
      return Element::button;
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_LEGEND:
      return Element::label;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_HGROUP:
      return around == Element::none || around == Element::paragraph ? Element::block : around;
    default:
      return kind_of(tag) == Kind::block ? Element::block : around;
  }
}

evidence::Regions regions_of(GumboTag tag, std::string_view role) {
  using evidence::bit;
  using enum evidence::Region;
  struct Role {
    std::string_view name;
    evidence::Regions regions;
  };
  static constexpr Role roles[] = {
      {"navigation", bit(nav)},      {"banner", bit(header)}, {"contentinfo", bit(footer)},
      {"complementary", bit(aside)}, {"main", bit(main)},     {"article", bit(article)},
      {"form", bit(form)},           {"search", bit(form)},   {"menu", bit(nav)},
      {"menubar", bit(nav)},         {"table", bit(table)},   {"list", bit(list)}};
  evidence::Regions out = 0;
  for (const Role& known : roles) {
    if (known.name == role) out = known.regions;
  }
  switch (tag) {
    case GUMBO_TAG_HEADER:
      return out | bit(header);
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU:
      return out | bit(nav);
    case GUMBO_TAG_MAIN:
      return out | bit(main);
    case GUMBO_TAG_ARTICLE:
      return out | bit(article);
    case GUMBO_TAG_ASIDE:
      return out | bit(aside);
    case GUMBO_TAG_FOOTER:
      return out | bit(footer);
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
      return out | bit(form);
    case GUMBO_TAG_SECTION:
      return out | bit(section);
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DIR:
      return out | bit(list);
    case GUMBO_TAG_TABLE:
      return out | bit(table);
    case GUMBO_TAG_BLOCKQUOTE:
      return out | bit(quote);
    case GUMBO_TAG_FIGURE:
      return out | bit(figure);
    default:
      return out;
  }
}

}  // namespace dechaff::html
