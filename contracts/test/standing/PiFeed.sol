// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEctHub} from "../../src/interfaces/IEctHub.sol";
import {IStandingOrders} from "../../src/standing/IStandingOrders.sol";
import {TaskRequester} from "../../src/standing/TaskRequester.sol";
import {TaskId} from "../../src/types/Task.sol";

/// @notice The contract of docs/contracts-that-buy.md: an estimate of pi, renewed once a day, paid from the contract's own tokens.
contract PiFeed is TaskRequester {
    error TooSoon(uint256 from);

    // Fixed: whoever chooses app and pool chooses the answer.
    uint256 public immutable app;
    uint256 public immutable pool;
    uint256 public renewableFrom;
    uint256 public pi; // 18 decimals

    constructor(IEctHub hub_, IStandingOrders offers_, uint256 app_, uint256 pool_) TaskRequester(hub_, offers_) {
        (app, pool) = (app_, pool_);
    }

    function renew() external returns (TaskId) {
        if (block.timestamp < renewableFrom) revert TooSoon(renewableFrom);
        renewableFrom = block.timestamp + 1 days;
        return _requestTask(
            Purchase({
                app: app,
                dataset: 0,
                pool: pool,
                mostPrice: 15 ether,
                value: 0,
                trust: 2,
                mode: 0,
                params: '{"args":["1000000"]}'
            })
        );
    }

    function _onResult(TaskId, bytes calldata result) internal override {
        pi = abi.decode(result, (uint256));
    }
}
