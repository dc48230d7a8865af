#include "text/code_page.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace dechaff::text {

struct CodePage::Converter {
  UConverter* handle = nullptr;

  explicit Converter(const char* name) {
    UErrorCode error = U_ZERO_ERROR;
    handle = ucnv_open(name, &error);
    if (handle == nullptr) return;
    ucnv_setFromUCallBack(handle, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    ucnv_setToUCallBack(handle, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { ucnv_close(handle); }
};

CodePage::CodePage(const char* name) : converter_(std::make_unique<Converter>(name)) {}
CodePage::~CodePage() = default;
CodePage::CodePage(CodePage&&) noexcept = default;
CodePage& CodePage::operator=(CodePage&&) noexcept = default;

bool CodePage::encode(std::string_view utf8, std::string& out) {
  if (converter_->handle == nullptr) return false;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  out.resize(static_cast<std::size_t>(text.length()) * 2 + 4);
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t size =
      ucnv_fromUChars(converter_->handle, out.data(), static_cast<std::int32_t>(out.size()),
                      text.getBuffer(), text.length(), &error);
  if (U_FAILURE(error)) return false;
  out.resize(static_cast<std::size_t>(size));
  return true;
}

bool CodePage::decode(std::string_view bytes, std::string& out) {
  if (converter_->handle == nullptr) return false;
  std::u16string text(bytes.size() + 4, u'\0');
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t size =
      ucnv_toUChars(converter_->handle, text.data(), static_cast<std::int32_t>(text.size()),
                    bytes.data(), static_cast<std::int32_t>(bytes.size()), &error);
  if (U_FAILURE(error)) return false;
  out.clear();
  icu::UnicodeString(text.data(), size).toUTF8String(out);
  return true;
}

}  // namespace dechaff::text
