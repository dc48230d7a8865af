#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/error.h"
#include "formats/reader.h"
#include "learn/page_lines.h"

namespace dechaff::learn {

struct PageOptions {
  std::vector<std::string> files;
  formats::ReadOptions reading;
  std::string host;  // of every page; empty: of its id
  unsigned jobs = 1;
  std::function<void(const Error&)> report;  // what could not be read
};

/// Reads all pages once, their lines in parallel, and hands over those whose host is known, in
/// input order. Returns how many pages have no host. Throws Error as formats::Reader does not for
/// one file but for all.
std::size_t each_page(const PageOptions& options,
                      const std::function<void(const std::string& host, const Document& page,
                                               std::vector<PageLine>& lines)>& take);

}  // namespace dechaff::learn
