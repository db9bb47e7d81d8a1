// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Bounds on the computation of one task. Fixed when the hub is deployed.
struct Category {
    string name;
    string description;
    uint32 duration; // seconds, at most, that one task may compute
}
