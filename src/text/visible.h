#pragma once

#include <string>
#include <string_view>

namespace dechaff::text {

/// Control, bidirectional and zero-width characters as <U+XXXX>, bytes that are not UTF-8 as <XX>,
/// so that text from outside cannot steer a terminal. Tabs, line feeds and CR LF stay. O(n).
std::string visible(std::string_view text);

/// How many bytes at the end of `text` may be the begin of a character, or of CR LF, that goes on
/// in the next piece: 0 to 3.
std::size_t unfinished(std::string_view text);

/// `visible` with line feeds and tabs as <U+XXXX> too: for names of files in a message of one line.
std::string visible_name(std::string_view name);

}  // namespace dechaff::text
