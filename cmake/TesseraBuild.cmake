# Settings that every target of ours shares, and the three ways to declare one.

# The top of the sources, also for a project that uses some of the rooms (tests/gpu).
get_filename_component(TESSERA_SOURCE_DIR "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

# The build tree is laid out as an installation is: a program finds its modules and resources relative to itself.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(TESSERA_MODULE_DIRECTORY "${CMAKE_BINARY_DIR}/lib/tessera")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/share")
file(CREATE_LINK "${TESSERA_SOURCE_DIR}/resources" "${CMAKE_BINARY_DIR}/share/tessera" SYMBOLIC)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE_PROGRAM}")
endif()

find_package(Threads REQUIRED)

add_library(tessera_options INTERFACE)
target_compile_options(tessera_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wcast-align
                                                 -Woverloaded-virtual -Wimplicit-fallthrough -Wformat=2
                                                 -Wno-missing-field-initializers) # members have defaults
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(tessera_options INTERFACE -Wno-restrict) # false alarms on std::string (GCC bug 105651)
endif()
if(TESSERA_WERROR)
  target_compile_options(tessera_options INTERFACE -Werror)
endif()
if(TESSERA_SANITIZE)
  target_compile_options(tessera_options INTERFACE -fsanitize=${TESSERA_SANITIZE} -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer)
  target_link_options(tessera_options INTERFACE -fsanitize=${TESSERA_SANITIZE})
endif()
if(TESSERA_FUZZ)
  target_compile_options(tessera_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# tessera_library(NAME SOURCES...): a static library of one room; headers are included as "core/room/file.h".
function(tessera_library name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC "${TESSERA_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE tessera_options)
endfunction()

# A Qt Test program, not yet registered. One call of moc, where AUTOMOC has a scanner and a source of its own for each program.
# TESSERA_TEST_HEADERS is whose precompiled headers a folder's tests use.
function(tessera_test_program name source)
  qt_generate_moc(${source} "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
  add_executable(${name} ${source} "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE tessera_options ${TESSERA_TEST_HEADERS} Qt6::Core Qt6::Test ${ARGN})
  target_precompile_headers(${name} REUSE_FROM ${TESSERA_TEST_HEADERS})
endfunction()

# tessera_test(NAME SOURCE [LIBRARIES...]): a Qt Test program, registered with ctest under NAME.
function(tessera_test name source)
  tessera_test_program(${name} ${source} ${ARGN})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77)
endfunction()

# tessera_library for ui, with signals and slots.
function(tessera_ui_library name)
  tessera_library(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
endfunction()

# tessera_ui_test(NAME SOURCE [LIBRARIES...]): tessera_test on a virtual screen of its own, with software OpenGL. One at a time:
# xvfb-run looks for a free screen, and two that look at once may find the same. From the start, beside tests without a screen.
function(tessera_ui_test name source)
  tessera_test_program(${name} ${source} ${ARGN})
  add_test(NAME ${name} COMMAND "${XVFB_RUN}" -a -s "-screen 0 1600x1200x24" "$<TARGET_FILE:${name}>")
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77 RESOURCE_LOCK screen COST 1000
                       ENVIRONMENT "QT_QPA_PLATFORM=xcb;LIBGL_ALWAYS_SOFTWARE=1;LC_ALL=C.UTF-8")
endfunction()
