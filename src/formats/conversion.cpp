#include "formats/conversion.h"

#include <cstdio>

#include "text/hash.h"

namespace dechaff::formats {

ConversionSpans append_conversion(std::string& out, const Conversion& record,
                                  std::string_view text) {
  ConversionSpans at;
  at.all.begin = out.size();
  const text::Hash128 hash = text::hash128(std::string(record.seed) + std::string(text));
  char id[48];
  std::snprintf(
      id, sizeof id, "%08x-%04x-8%03x-%04x-%012llx", static_cast<unsigned>(hash.high >> 32),
      static_cast<unsigned>(hash.high >> 16 & 0xFFFF), static_cast<unsigned>(hash.high & 0xFFF),
      static_cast<unsigned>(0x8000 | (hash.low >> 48 & 0x3FFF)),
      static_cast<unsigned long long>(hash.low & 0xFFFFFFFFFFFFULL));
  out += "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: ";
  out += record.uri;
  if (!record.date.empty()) (out += "\r\nWARC-Date: ") += record.date;
  out += std::string("\r\nWARC-Record-ID: <urn:uuid:") + id + '>';
  if (!record.refers_to.empty()) (out += "\r\nWARC-Refers-To: ") += record.refers_to;
  out += "\r\nContent-Type: text/plain\r\nContent-Length: ";
  at.length_digits.begin = out.size();
  out += std::to_string(text.size());
  at.length_digits.end = out.size();
  out += "\r\n\r\n";
  at.text = {out.size(), out.size() + text.size()};
  out += text;
  out += "\r\n\r\n";
  at.all.end = out.size();
  return at;
}

}  // namespace dechaff::formats
