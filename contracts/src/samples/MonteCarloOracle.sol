// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../interfaces/IEctHub.sol";
import {IStandingOrders} from "../standing/IStandingOrders.sol";
import {TaskRequester} from "../standing/TaskRequester.sol";
import {TaskId} from "../types/Task.sol";
import {Oracle} from "./Oracle.sol";

/// @title Sample: a contract that has something computed when somebody asks it to, by the pool that they name.
contract MonteCarloOracle is Oracle {
    constructor(IEctHub hub, IStandingOrders offers) TaskRequester(hub, offers) {}

    /// @notice Buys the computation with the caller's tokens, which it has allowed this contract to take: `priceOf` says how many.
    function ask(Purchase calldata purchase) external returns (TaskId task) {
        task = _ask(purchase);
    }
}
