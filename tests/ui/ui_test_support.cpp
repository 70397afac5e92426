// Nothing but the precompiled headers of this folder's tests: see CMakeLists.txt.
