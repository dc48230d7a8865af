#pragma once

#include <string>
#include <string_view>

#include "text/span.h"

namespace dechaff::formats {

/// What a WARC record of the type `conversion` says of its text.
struct Conversion {
  std::string_view uri, date, refers_to;  // the last two may be empty
  std::string_view seed;                  // its id is made of this and the text
};

/// Where the parts of a record are, in the string that it was appended to.
struct ConversionSpans {
  Span all, text, length_digits;
};

/// Appends a record as Common Crawl's WET files have them. Texts that are the same, of the same
/// seed, get the same record.
ConversionSpans append_conversion(std::string& out, const Conversion& record,
                                  std::string_view text);

}  // namespace dechaff::formats
