// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice One party's money in escrow and its reputation: one storage slot.
struct Account {
    uint96 free; // may be withdrawn
    uint96 locked; // prices and stakes of open deals and contributions
    uint64 score; // paid contributions that were right since the last fault
}
