# CLD2 from its source, for systems that have no package of it: DECHAFF_CLD2_SOURCE is the folder that holds its
# `internal` and `public`. The files are those that its compile_libs.sh names for libcld2.
file(STRINGS ${DECHAFF_CLD2_SOURCE}/internal/compile_libs.sh lines)
set(sources)
foreach(line IN LISTS lines)
  string(REGEX MATCHALL "[a-z0-9_]+\\.cc" names "${line}")
  list(APPEND sources ${names})
  if(line MATCHES "-o libcld2\\.so")
    break()
  endif()
endforeach()
list(TRANSFORM sources PREPEND ${DECHAFF_CLD2_SOURCE}/internal/)
add_library(cld2 STATIC ${sources})
target_compile_options(cld2 PRIVATE -w)
set_target_properties(cld2 PROPERTIES CXX_STANDARD 14)  # it says `register`
# Its headers are included as <cld2/public/…>, as from a package.
set(CLD2_INCLUDE ${CMAKE_CURRENT_BINARY_DIR}/cld2-include)
file(MAKE_DIRECTORY ${CLD2_INCLUDE}/cld2)
foreach(folder internal public)
  file(CREATE_LINK ${DECHAFF_CLD2_SOURCE}/${folder} ${CLD2_INCLUDE}/cld2/${folder} SYMBOLIC)
endforeach()
set(CLD2 cld2)
