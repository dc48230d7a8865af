#include "formats/http.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>

namespace dechaff::formats {
namespace {

std::string lowered(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trimmed(std::string_view s) {
  const std::size_t first = s.find_first_not_of(" \t\r\"");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r\"") - first + 1);
}

/// The chunks one behind the other; false when there are none.
bool take_off_chunks(std::string_view in, std::string& out) {
  out.clear();
  for (;;) {
    std::size_t size = 0;
    const auto [end, bad] = std::from_chars(in.data(), in.data() + in.size(), size, 16);
    const std::size_t line = in.find('\n');
    if (bad != std::errc{} || end == in.data() || line == std::string_view::npos) return false;
    in.remove_prefix(line + 1);
    if (size == 0) return true;
    if (size > in.size()) {  // cut short: what is there
      out += in;
      return true;
    }
    out += in.substr(0, size);
    in.remove_prefix(size);
    if (in.starts_with("\r\n")) in.remove_prefix(2);
    if (in.empty()) return true;
  }
}

enum class Inflated : unsigned char { yes, no, too_large };

Inflated take_off_deflate(std::string_view in, int window, std::size_t most, std::string& out) {
  z_stream stream{};
  if (in.size() > (1U << 30) || inflateInit2(&stream, window) != Z_OK) return Inflated::no;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream.avail_in = static_cast<uInt>(in.size());
  out.clear();
  int result = Z_OK;
  while (result == Z_OK && out.size() <= most) {
    const std::size_t had = out.size();
    out.resize(had + (1 << 16));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    stream.avail_out = 1 << 16;
    result = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (out.size() == had && result == Z_OK) break;
  }
  inflateEnd(&stream);
  if (out.size() > most) return Inflated::too_large;
  // Cut short: what came out is shown, as a browser does.
  return result == Z_STREAM_END || !out.empty() ? Inflated::yes : Inflated::no;
}

void decode(std::string_view encoding, std::size_t most, HttpResponse& response) {
  if (encoding.empty() || encoding == "identity") return;
  const bool gzip = encoding == "gzip" || encoding == "x-gzip";
  if (!gzip && encoding != "deflate") {
    response.error = "the content encoding '" + std::string(encoding) + "' is not read";
    return;
  }
  if (gzip && !response.body.starts_with("\x1F\x8B")) return;  // it was taken off
  std::string out;
  Inflated done = take_off_deflate(response.body, gzip ? 15 + 16 : 15, most, out);
  if (done == Inflated::no && !gzip) done = take_off_deflate(response.body, -15, most, out);
  if (done == Inflated::too_large) response.error = "the body is too large when it is decompressed";
  if (done == Inflated::yes) response.body = std::move(out);
  if (done == Inflated::no && gzip) response.error = "the content encoding 'gzip' is broken";
}

}  // namespace

HttpResponse read_http(std::string_view block, std::size_t most) {
  HttpResponse response;
  const std::size_t crlf = block.find("\r\n\r\n"), lf = block.find("\n\n");
  const std::size_t head_end = std::min(crlf, lf);
  if (!block.starts_with("HTTP/") || head_end == std::string_view::npos) {
    response.error = "does not begin as an HTTP response";
    return response;
  }
  const std::string_view head = block.substr(0, head_end);
  std::string_view body = block.substr(head_end + (crlf < lf ? 4 : 2));
  const std::size_t space = head.find(' ');
  if (space != std::string_view::npos)
    std::from_chars(head.data() + space + 1, head.data() + head.size(), response.status);
  std::string encoding;
  bool chunked = false;
  for (std::size_t at = head.find('\n'); at != std::string_view::npos;) {
    const std::size_t next = head.find('\n', at + 1);
    const std::string_view line =
        head.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
    at = next;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = lowered(trimmed(line.substr(0, colon)));
    const std::string value = lowered(trimmed(line.substr(colon + 1)));
    if (name == "content-type") {
      response.media_type = trimmed(std::string_view(value).substr(0, value.find(';')));
      const std::size_t charset = value.find("charset=");
      if (charset != std::string::npos) {
        const std::string_view rest = std::string_view(value).substr(charset + 8);
        response.charset = trimmed(rest.substr(0, rest.find(';')));
      }
    } else if (name == "content-encoding") {
      encoding = value;
    } else if (name == "transfer-encoding") {
      chunked = value.find("chunked") != std::string::npos;
    }
  }
  if (!chunked || !take_off_chunks(body, response.body)) response.body = body;
  decode(encoding, most, response);
  return response;
}

}  // namespace dechaff::formats
