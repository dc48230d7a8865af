#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dechaff::formats {

/// An HTTP/1.1 response as a WARC file holds it (RFC 9112).
struct HttpResponse {
  int status = 0;
  std::string media_type;  // lower case, without parameters
  std::string charset;     // of Content-Type; may be empty
  std::string body;        // without its transfer and content encodings
  std::string error;       // why the body cannot be read; empty: it can
};

/// Reads the head and takes off `chunked`, `gzip` and `deflate` where the body really has them
/// (crawlers often take them off and leave the header). A body over `most` bytes is an error.
HttpResponse read_http(std::string_view block, std::size_t most);

}  // namespace dechaff::formats
