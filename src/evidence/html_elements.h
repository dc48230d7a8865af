#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string_view>

#include "evidence/evidence.h"

namespace dechaff::html {

/// What an element does to the lines of a page.
enum class Kind : std::uint8_t { flowing, block, cell, line_break, skipped, preformatted };

Kind kind_of(GumboTag tag);

/// 1 for h1; 0 for what is no heading.
inline int heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? tag - GUMBO_TAG_H1 + 1 : 0;
}

/// The value of an attribute, or an empty view.
std::string_view attribute(const GumboElement& element, const char* name);

/// By the `hidden` attribute or display: none: such elements give no text.
bool is_hidden(const GumboElement& element);

/// The evidence's element of a line inside an element, by the nearest one around it.
evidence::Element element_in(GumboTag tag, evidence::Element around);

/// The regions that an element opens, by its name and role.
evidence::Regions regions_of(GumboTag tag, std::string_view role);

}  // namespace dechaff::html
