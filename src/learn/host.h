#pragma once

#include <string>
#include <string_view>

namespace dechaff::learn {

/// The site a page is of, in lower case and without its port: of a URL
/// ("https://www.Example.org:80/a" gives "www.example.org"; RFC 3986, section 3.2), or of a bare
/// host, with or without a path behind it. Empty when `id` is neither. O(|id|).
std::string host_of(std::string_view id);

}  // namespace dechaff::learn
