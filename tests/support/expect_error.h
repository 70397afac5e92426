#pragma once

#include "core/base/error.h"

#include <QtTest>

/// Fails the test unless `expression` throws tessera::Error with this code, whose sentence contains `text`.
#define EXPECT_ERROR(expression, expectedCode, text)                                                                   \
    do {                                                                                                               \
        bool threw = false;                                                                                            \
        try {                                                                                                          \
            (void)(expression);                                                                                        \
        } catch (const tessera::Error& error) {                                                                        \
            threw = true;                                                                                              \
            QCOMPARE(tessera::errorName(error.code()), tessera::errorName(expectedCode));                              \
            QVERIFY2(std::string(error.what()).find(text) != std::string::npos, error.what());                         \
        }                                                                                                              \
        QVERIFY2(threw, "no error was thrown");                                                                        \
    } while (false)
