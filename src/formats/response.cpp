#include "formats/response.h"

#include <memory>
#include <utility>

#include "evidence/page_text.h"
#include "formats/conversion.h"
#include "formats/http.h"
#include "text/charset.h"

namespace dechaff::formats {
namespace {

bool is_page(const HttpResponse& http) {
  return http.status >= 200 && http.status < 300 &&
         (http.media_type == "text/html" || http.media_type == "application/xhtml+xml");
}

}  // namespace

Converted append_response(const ArchivedResponse& response, std::size_t most, bool with_markup,
                          std::string& out, Record& record) {
  HttpResponse http = read_http(response.block, most);
  if (http.error.empty() && !is_page(http)) return Converted::other;
  html::PageText page;
  auto of_lines = std::make_shared<evidence::Evidence>();
  if (http.error.empty()) {
    const std::string_view named =
        http.charset.empty() ? html::declared_charset(http.body) : std::string_view(http.charset);
    auto markup = with_markup ? std::make_shared<html::Markup>() : nullptr;
    if (!html::page_text(text::to_utf8(http.body, named), page, *of_lines, markup.get()))
      http.error = html::too_deep;
    record.page_markup = std::move(markup);
  }
  if (!http.error.empty()) {
    record.error = "the response at byte " + std::to_string(record.offset) + ": " + http.error;
    return Converted::broken;
  }
  const ConversionSpans at =
      append_conversion(out, {response.uri, response.date, response.id, response.id}, page.text);
  record.all = at.all;
  record.text = at.text;
  record.length_field = at.length_digits;
  record.frame = Frame::warc;
  record.markup = Markup::html;
  record.is_document = true;
  record.headings = std::move(page.headings);
  record.regions = std::move(page.regions);
  record.evidence = std::move(of_lines);
  return Converted::page;
}

}  // namespace dechaff::formats
