#pragma once

#include <string>
#include <string_view>

namespace dechaff::render {

/// Appends text from outside so that a page only shows it: & < > " ' as references, control and
/// bidirectional characters and bytes that are not UTF-8 by their code in <i class="c">, a carriage
/// return as <i class="c cr">CR</i>. Holds in elements; for attributes see append_attribute. O(n).
void append_html(std::string& out, std::string_view text);

/// The same for the value of an attribute in double quotes, without elements in it.
void append_attribute(std::string& out, std::string_view text);

/// Appends text as a JSON string for a <script> block of data: no '<' stands in it.
void append_script_json(std::string& out, std::string_view text);

}  // namespace dechaff::render
