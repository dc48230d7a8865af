#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/batch.h"

namespace dechaff::formats {

/// What an archive says of a response.
struct ArchivedResponse {
  std::string_view block;  // the HTTP response
  std::string_view uri, date, id;
};

/// What became of a response.
enum class Converted : unsigned char { page, other, broken };

/// Appends the text of a page as a WARC record of the type `conversion`, as Common Crawl's WET
/// files have them, and fills in `record`. `other`: it is no page (a picture, a redirect);
/// `broken`: record.error says why; then nothing is appended. `most`: bytes of a body.
/// `with_markup`: the record gets the page's markup.
Converted append_response(const ArchivedResponse& response, std::size_t most, bool with_markup,
                          std::string& out, Record& record);

}  // namespace dechaff::formats
