// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../matching/IMatchmaker.sol";
import {TaskRequester} from "../standing/TaskRequester.sol";
import {AppOrder} from "../types/Orders.sol";
import {TaskId} from "../types/Task.sol";
import {Oracle} from "./Oracle.sol";

/// @title Sample: a contract that has one application computed by whatever pool meets its requirements, and the cheapest of those.
/// @notice App and requirements are fixed at deployment. No server is asked.
contract AnyPoolOracle is Oracle {
    /// @notice None of the pools that were looked at meets the requirements at this price: ask about others, or later.
    error NoPool(uint256 from, uint256 most);

    IMatchmaker public immutable matchmaker;
    uint256 public immutable app;
    uint16 public immutable trust;
    bytes public requirements;

    constructor(IMatchmaker matchmaker_, uint256 app_, uint16 trust_, bytes memory requirements_)
        TaskRequester(matchmaker_.hub(), matchmaker_.offers())
    {
        (matchmaker, app, trust, requirements) = (matchmaker_, app_, trust_, requirements_);
        // Looks at no pool, but refuses a program that is not sound: here, and not when somebody asks.
        IMatchmaker.PoolQuery memory query;
        query.requirements = requirements_;
        matchmaker_.find(query);
    }

    /// @notice Buys the computation of the cheapest fitting pool with the caller's tokens, which it has allowed this contract to
    /// take. Of all pools it looks at `most` from `from` on; of those that are named in `among`, if any are, likewise.
    /// @param mostPrice For application and pool together.
    /// @param among What the caller found beforehand, without gas (`ect pool find`): however many strangers describe their pools,
    /// they cost nothing then. Each is looked at like any other.
    function askAnyPool(string calldata params, uint96 mostPrice, uint256[] calldata among, uint256 from, uint256 most)
        external
        returns (TaskId task)
    {
        uint256 pool = _find(mostPrice, among, from, most);
        task = _ask(Purchase(app, 0, pool, mostPrice, 0, trust, 0, params));
    }

    function _find(uint96 mostPrice, uint256[] calldata among, uint256 from, uint256 most)
        private
        view
        returns (uint256 pool)
    {
        AppOrder memory offer = offers.appOffer(app);
        if (offer.price > mostPrice) revert TooDear(offer.price, mostPrice);
        IMatchmaker.PoolQuery memory query;
        query.requirements = requirements;
        query.policy = IMatchmaker.MatchPolicy.Cheapest;
        query.mostPrice = mostPrice - offer.price;
        (query.app, query.requester, query.trust, query.tag) = (app, address(this), trust, offer.tag);
        (query.among, query.from, query.most) = (among, from, most);
        pool = matchmaker.find(query).pool;
        if (pool == 0) revert NoPool(from, most);
    }
}
