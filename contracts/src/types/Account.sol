// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reputation} from "./Reputation.sol";

/// @notice One party's money in escrow and its reputation: one storage slot.
struct Account {
    uint96 free; // may be withdrawn
    uint96 locked; // prices and stakes of open deals and contributions
    Reputation reputation; // what it earned by right results; a seat may hold another part of it
}
